package io.diptych.simulator.chance;

import java.time.Duration;

/// How long things take: the catalogued latency, up to 15 % shorter or longer, divided by the speed factor.
///
/// @param dice  decides how far a call is off the catalogued latency
/// @param speed how many times faster than the real providers, above 0
public record Pace(Dice dice, double speed) {

    private static final double JITTER = 0.15;

    public Pace {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed is " + speed + ", but must be a number above 0");
        }
    }

    /// The time this call takes, the same each time it is asked about.
    public Duration latency(Duration typical, String... subject) {
        double factor = 1 - JITTER + 2 * JITTER * dice.share(subject);
        return Duration.ofNanos(Math.round(typical.toNanos() * factor / speed));
    }

    /// Waits until `latency` has passed since `startNanos` (a [System#nanoTime()]); not at all if it already has.
    public static void await(long startNanos, Duration latency) throws InterruptedException {
        long left = latency.toNanos() - (System.nanoTime() - startNanos);
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }
}
