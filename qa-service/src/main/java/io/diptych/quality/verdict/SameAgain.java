package io.diptych.quality.verdict;

import io.diptych.events.GenerationJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a person may wish for the very same route once more. The router heeds such a wish beyond the policy's number
/// of attempts, never past the caller's deadline, nor beyond what the caller or the policy allows a job to cost.
public final class SameAgain {
    private SameAgain() {}

    /// What speaks against it, for a person; null where nothing does that is known here.
    public static @Nullable String obstacle(GenerationJob job, Instant now) {
        String late = Worth.late(job, now);
        if (late != null) {
            return late;
        }
        Long price = job.getRoute().getEstimatedMicros();
        if (price != null) {
            return Worth.tooDear(job, price);
        }
        Long caller = job.getRequest().getConstraints().getMaxCostMicros();
        return caller == null ? null : "its price is unknown, the caller allows " + caller + " micro-USD";
    }
}
