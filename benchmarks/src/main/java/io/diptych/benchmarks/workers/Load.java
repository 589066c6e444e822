package io.diptych.benchmarks.workers;

import java.time.Duration;

/// What one run does.
///
/// @param slots    of all workers together
/// @param duration of a call
/// @param workers  pumps that share the slots evenly
record Load(int jobs, int slots, Duration duration, int workers) {
    /// Time that it takes if every slot is busy all the time.
    Duration ideal() {
        return duration.multipliedBy(Math.ceilDiv(jobs, slots));
    }

    String title() {
        return slots + " slots × " + duration.toSeconds() + " s, " + workers + (workers == 1 ? " worker" : " workers");
    }
}
