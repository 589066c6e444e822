package io.diptych.benchmarks.workers;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Waits for a condition.
final class Waiting {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private Waiting() {}

    /// @param what for the message of who waited in vain
    static void until(String what, Duration atMost, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        if (!happened(atMost, condition)) {
            throw new TimeoutException("waited " + atMost.toSeconds() + " s in vain until " + what);
        }
    }

    /// Whether it came true within the time.
    static boolean happened(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return true;
    }
}
