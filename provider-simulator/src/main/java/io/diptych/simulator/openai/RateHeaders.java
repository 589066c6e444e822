package io.diptych.simulator.openai;

import io.diptych.simulator.http.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The `x-ratelimit-*` headers. They count the calls of the current minute; the simulator itself sets no limit.
final class RateHeaders {

    private static final int LIMIT = 50_000;

    private final InstantSource clock;
    private Instant minute = Instant.EPOCH;
    private int calls;

    RateHeaders(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Answer.Whole on(Answer.Whole answer) {
        Instant now = clock.instant();
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            calls = 0;
        }
        calls++;
        String left = Integer.toString(Math.max(0, LIMIT - calls));
        long resetMillis = ChronoUnit.MILLIS.between(now, current.plus(1, ChronoUnit.MINUTES));
        return answer.with("x-ratelimit-limit-requests", Integer.toString(LIMIT))
                .with("x-ratelimit-remaining-requests", left)
                .with("x-ratelimit-reset-requests", resetMillis + "ms")
                .with("x-ratelimit-limit-input-images", Integer.toString(LIMIT))
                .with("x-ratelimit-remaining-input-images", left)
                .with("x-ratelimit-reset-input-images", resetMillis + "ms");
    }
}
