package io.diptych.simulator.limit;

import java.time.Duration;
import java.time.Instant;

/// One limit per minute, which fills evenly: a minute's worth fits in.
final class Bucket {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final long perMinute;
    private double left;
    private Instant asOf;

    Bucket(long perMinute, Instant now) {
        this.perMinute = perMinute;
        this.left = (double) perMinute;
        this.asOf = now;
    }

    long perMinute() {
        return perMinute;
    }

    double left(Instant now) {
        double filled = left + Duration.between(asOf, now).toNanos() * (perMinute / NANOS_PER_MINUTE);
        return Math.min((double) perMinute, filled);
    }

    void take(double amount, Instant now) {
        left = left(now) - amount;
        asOf = now;
    }

    /// How long it takes until so much is in.
    Duration until(double amount, Instant now) {
        double missing = Math.min(amount, (double) perMinute) - left(now);
        return missing <= 0
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil(missing * NANOS_PER_MINUTE / perMinute));
    }
}
