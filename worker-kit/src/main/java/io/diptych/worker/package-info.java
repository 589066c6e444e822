/// Decides what the workers of all providers share: who a worker is, its limits and its meters.
@NullMarked
package io.diptych.worker;

import org.jspecify.annotations.NullMarked;
