package io.diptych.worker.attempt;

import io.diptych.events.Billing;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// When the same call is made again inside an attempt: the provider surely charges nothing, the failure
/// passes by itself, and there is time to wait before the deadline.
///
/// @param maxCalls calls in one attempt, the first included
/// @param minimum  least time that a further call needs to be worth making
/// @param mayCallAgain asked last, when everything else allows it: whether the model takes another call now
public record RetryRule(int maxCalls, Duration minimum, BooleanSupplier mayCallAgain) {
    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialBackoff(Duration.ofMillis(500), 2.0, Duration.ofSeconds(20));

    public RetryRule {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("max-calls is " + maxCalls + ", must be 1 or more");
        }
    }

    /// Whether another call may follow.
    ///
    /// @param callsMade calls that were made in this attempt
    boolean allows(ProviderOutcome outcome, int callsMade, Instant now, Instant deadline) {
        return outcome instanceof Failed failed
                && failed.billing() == Billing.NOT_BILLED
                && FailureTable.isRetryable(failed.code())
                && callsMade < maxCalls
                && !now.plus(pauseAfter(failed, callsMade)).plus(minimum).isAfter(deadline)
                && mayCallAgain.getAsBoolean();
    }

    /// How long to wait before the next call: as long as the provider asks, else longer each time.
    Duration pauseAfter(ProviderOutcome outcome, int callsMade) {
        Duration backoff = Duration.ofMillis(BACKOFF.apply(callsMade));
        return outcome instanceof Failed failed && failed.retryAfter() != null ? failed.retryAfter() : backoff;
    }
}
