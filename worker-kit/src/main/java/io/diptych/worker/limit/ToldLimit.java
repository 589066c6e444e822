package io.diptych.worker.limit;

import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RateLimits;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the provider itself says: refusals, how long it asks to wait, and what its headers say is left.
final class ToldLimit {
    private static final Duration UNTOLD = Duration.ofSeconds(2);
    /// A pause shorter than this is pace, not a limit worth telling anybody of.
    private static final Duration SOON = Duration.ofMillis(500);

    private static final Duration LONGEST_GUESS = Duration.ofMinutes(10);
    private static final IntervalFunction GUESSES = IntervalFunction.ofExponentialBackoff(UNTOLD, 2.0, LONGEST_GUESS);

    private @Nullable Instant until;
    private FailureCode code = FailureCode.RATE_LIMITED;
    private int refusalsInARow;
    private String reason = "";
    private final Map<Counted, ToldRoom> rooms = new EnumMap<>(Counted.class);
    private double tokensPerCall = 1;

    /// What limits count.
    private enum Counted {
        REQUESTS,
        TOKENS,
        IMAGES
    }

    /// Learns from an answer.
    ///
    /// @param perCall tokens that a call takes, as far as is known
    synchronized void learn(ProviderOutcome outcome, double perCall, Instant now) {
        tokensPerCall = perCall;
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
        } else if (refusedUntil(now).isEmpty()) {
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
        learn(Counted.REQUESTS, limits.requests(), now);
        learn(Counted.TOKENS, limits.tokens(), now);
        learn(Counted.IMAGES, limits.images(), now);
    }

    private void learn(Counted counted, RateLimits.@Nullable Room told, Instant now) {
        if (told != null) {
            rooms.put(counted, ToldRoom.of(told, rooms.get(counted), now));
        }
    }

    private void limit(Instant moment, String why) {
        if (until == null || moment.isAfter(until)) {
            until = moment;
            reason = why;
        }
    }

    /// Calls that may be started now.
    synchronized int calls(int wanted, Instant now) {
        if (refusedUntil(now).isPresent()) {
            return 0;
        }
        double calls = wanted;
        for (var room : rooms.entrySet()) {
            calls = Math.min(calls, room.getValue().left(now) / needed(room.getKey(), room.getValue()));
        }
        return (int) Math.max(0, calls);
    }

    /// Calls were started: until the next answer tells better, that many fewer are left.
    synchronized void started(int calls, Instant now) {
        rooms.replaceAll((counted, room) -> room.less(calls * needed(counted, room), now));
    }

    /// What a call takes of a limit. One that takes more than a whole minute's worth is let through when all of it
    /// is there: what the provider says to it is its own affair.
    private double needed(Counted counted, ToldRoom room) {
        return switch (counted) {
            case REQUESTS, IMAGES -> 1;
            case TOKENS -> Math.min(Math.max(1, tokensPerCall), room.limit());
        };
    }

    /// Until when the provider takes no more calls; empty where it does.
    synchronized Optional<Instant> until(Instant now) {
        Optional<Instant> refused = refusedUntil(now);
        return refused.isPresent()
                ? refused
                : tightest(now).map(Map.Entry::getValue).filter(now.plus(SOON)::isBefore);
    }

    private Optional<Instant> refusedUntil(Instant now) {
        return Optional.ofNullable(until).filter(now::isBefore);
    }

    private Optional<Map.Entry<Counted, Instant>> tightest(Instant now) {
        return rooms.entrySet().stream()
                .map(room ->
                        Map.entry(room.getKey(), room.getValue().until(needed(room.getKey(), room.getValue()), now)))
                .max(Map.Entry.comparingByValue());
    }

    /// What a call would be refused with.
    synchronized FailureCode code() {
        return code;
    }

    /// Why the provider takes no more calls.
    synchronized String reason(Instant now) {
        return refusedUntil(now).isPresent()
                ? reason
                : tightest(now)
                        .map(room -> "provider says that too little is left of its limit on "
                                + room.getKey().name().toLowerCase(Locale.ROOT))
                        .orElse("");
    }
}
