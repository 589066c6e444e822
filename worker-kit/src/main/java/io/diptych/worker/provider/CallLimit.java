package io.diptych.worker.provider;

import io.diptych.events.FailureCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// How long one call may take: until its deadline, and never longer than the configured longest call.
///
/// @param longest longest single call
public record CallLimit(Duration longest, InstantSource clock) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    public CallLimit {
        if (longest.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("longest call is " + longest + ", but must be at least 1 ms");
        }
    }

    /// Time that is left for a call; empty once its deadline has passed.
    public Optional<Duration> left(RenderCall call) {
        if (call.deadline() == null) {
            return Optional.of(longest);
        }
        Duration left = Duration.between(clock.instant(), call.deadline());
        if (left.compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        return Optional.of(left.compareTo(longest) < 0 ? left : longest);
    }

    /// How a call ends whose deadline has passed before it began.
    public static ProviderOutcome.Failed passed(RenderCall call) {
        return ProviderOutcome.Failed.unbilled(
                FailureCode.TIMEOUT, "the deadline " + call.deadline() + " had passed before the call began");
    }
}
