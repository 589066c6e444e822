package io.diptych.worker.limit;

import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RateLimits;
import io.diptych.worker.provider.RateLimits.Room;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the provider itself says: refusals, how long it asks to wait, and what its headers say is left.
final class ToldLimit {
    private static final Duration UNTOLD = Duration.ofSeconds(2);
    private static final Duration LONGEST_GUESS = Duration.ofMinutes(10);
    private static final IntervalFunction GUESSES = IntervalFunction.ofExponentialBackoff(UNTOLD, 2.0, LONGEST_GUESS);

    private @Nullable Instant until;
    private FailureCode code = FailureCode.RATE_LIMITED;
    private int refusalsInARow;
    private String reason = "";
    private long callsLeft = Long.MAX_VALUE;
    private Instant callsLeftUntil = Instant.MIN;

    /// Learns from an answer.
    synchronized void learn(ProviderOutcome outcome, Instant now) {
        switch (outcome) {
            case Rendered _ -> refusalsInARow = 0;
            case Failed failed -> refused(failed, now);
        }
        RateLimits limits = outcome.limits();
        if (limits != null) {
            learn(limits, now);
        }
    }

    /// A refusal that does not say for how long is guessed: each one after the last guess was over
    /// doubles it.
    private void refused(Failed failed, Instant now) {
        if (failed.code() != FailureCode.RATE_LIMITED && failed.code() != FailureCode.QUOTA_EXHAUSTED) {
            return;
        }
        code = failed.code();
        Duration told = failed.retryAfter();
        if (told != null) {
            limit(now.plus(told), describe(failed));
        } else if (until(now).isEmpty()) {
            refusalsInARow++;
            limit(now.plusMillis(GUESSES.apply(refusalsInARow)), describe(failed));
        }
    }

    private static String describe(Failed failed) {
        return failed.code() == FailureCode.QUOTA_EXHAUSTED
                ? "quota is exhausted"
                : failed.retryAfter() == null
                        ? "provider refuses more calls and does not say for how long"
                        : "provider asks to wait " + failed.retryAfter().toMillis() + " ms";
    }

    private void learn(RateLimits limits, Instant now) {
        Stream.concat(limits.ofCalls(), Stream.ofNullable(limits.tokens()))
                .filter(room -> room.remaining() <= 0)
                .forEach(room -> limit(now.plus(reset(room)), "provider says that nothing of its limit is left"));
        limits.ofCalls()
                .min((one, other) -> Long.compare(one.remaining(), other.remaining()))
                .ifPresent(room -> {
                    callsLeft = room.remaining();
                    callsLeftUntil = now.plus(reset(room));
                });
    }

    private static Duration reset(Room room) {
        return room.reset() == null ? UNTOLD : room.reset();
    }

    private void limit(Instant moment, String why) {
        if (until == null || moment.isAfter(until)) {
            until = moment;
            reason = why;
        }
    }

    /// Calls that may be started now.
    synchronized int calls(int wanted, Instant now) {
        if (until(now).isPresent()) {
            return 0;
        }
        return now.isBefore(callsLeftUntil) ? (int) Math.min(wanted, Math.max(0, callsLeft)) : wanted;
    }

    /// Calls were started: until the next answer tells better, that many fewer are left.
    synchronized void started(int calls) {
        if (callsLeft != Long.MAX_VALUE) {
            callsLeft -= calls;
        }
    }

    /// Until when the provider refuses; empty where it does not.
    synchronized Optional<Instant> until(Instant now) {
        return Optional.ofNullable(until).filter(now::isBefore);
    }

    /// What a call would be refused with.
    synchronized FailureCode code() {
        return code;
    }

    synchronized String reason() {
        return reason;
    }
}
