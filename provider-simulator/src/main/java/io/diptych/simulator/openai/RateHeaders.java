package io.diptych.simulator.openai;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The `x-ratelimit-*` headers. They count the calls of the current minute; the simulator itself sets no limit.
final class RateHeaders {

    private static final int LIMIT = 50_000;

    private final InstantSource clock;
    private Instant minute = Instant.EPOCH;
    private int calls;

    RateHeaders(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Map<String, String> next() {
        Instant now = clock.instant();
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            calls = 0;
        }
        calls++;
        String left = Integer.toString(Math.max(0, LIMIT - calls));
        long resetMillis = ChronoUnit.MILLIS.between(now, current.plus(1, ChronoUnit.MINUTES));
        Map<String, String> headers = new LinkedHashMap<>();
        for (String what : List.of("requests", "input-images")) {
            headers.put("x-ratelimit-limit-" + what, Integer.toString(LIMIT));
            headers.put("x-ratelimit-remaining-" + what, left);
            headers.put("x-ratelimit-reset-" + what, resetMillis + "ms");
        }
        return headers;
    }
}
