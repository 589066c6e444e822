/// Decides when a worker claims jobs, runs their calls and settles them: the job pump.
@NullMarked
package io.diptych.worker.pump;

import org.jspecify.annotations.NullMarked;
