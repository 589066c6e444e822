/// Decides what an attempt is to a worker: how one is claimed and bought, what its receipt says, how it is settled.
@NullMarked
package io.diptych.worker.attempt;

import org.jspecify.annotations.NullMarked;
