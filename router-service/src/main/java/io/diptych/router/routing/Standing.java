package io.diptych.router.routing;

import io.diptych.events.EscalationCause;
import io.diptych.router.policy.Limits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a job stands when another attempt is asked for.
///
/// @param cause         why it is asked for
/// @param attempts      attempts so far, oldest first; the last one is the one that fell short
/// @param remaining     routes that are left, best first
/// @param limits        how far the policy goes
/// @param maxCostMicros most that the caller allows for all attempts; null for no limit
/// @param deadline      moment after which the result is worthless; null for none
/// @param state         time, health and budget
public record Standing(
        EscalationCause cause,
        List<EndedAttempt> attempts,
        List<PlannedRoute> remaining,
        Limits limits,
        @Nullable Long maxCostMicros,
        @Nullable Instant deadline,
        RoutingState state) {

    /// Where a job stands when all models fare well and there is neither deadline nor budget.
    public Standing(
            EscalationCause cause,
            List<EndedAttempt> attempts,
            List<PlannedRoute> remaining,
            Limits limits,
            @Nullable Long maxCostMicros) {
        this(cause, attempts, remaining, limits, maxCostMicros, null, RoutingState.calm(Instant.EPOCH));
    }

    public Standing {
        attempts = List.copyOf(attempts);
        remaining = List.copyOf(remaining);
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("attempts are an empty list, expected the one that fell short");
        }
    }

    /// What the attempts so far say against a route, or null where they say nothing.
    @Nullable
    String against(PlannedRoute route) {
        for (EndedAttempt attempt : attempts) {
            String before = attempt.against(route);
            if (before != null) {
                return before;
            }
        }
        return null;
    }

    EndedAttempt last() {
        return attempts.getLast();
    }

    /// What the attempts so far may have cost.
    long spentMicros() {
        return attempts.stream().mapToLong(EndedAttempt::plausibleMicros).sum();
    }
}
