package io.diptych.standalone.replay;

import io.diptych.events.JobOutcome;
import java.time.Instant;

/// How a job ended, as recorded: no more of it than the comparison needs.
record Ended(String status, int attempts, Instant at) {
    static Ended of(JobOutcome outcome) {
        return new Ended(outcome.getStatus().name(), outcome.getAttempts().size(), outcome.getOccurredAt());
    }
}
