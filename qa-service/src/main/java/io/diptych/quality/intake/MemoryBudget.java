package io.diptych.quality.intake;

import java.util.concurrent.Semaphore;

/// Memory that decoded images may take at a time, over all threads. An image that needs more than all of it waits until
/// it is alone.
final class MemoryBudget {
    private static final int UNIT_BYTES = 64 * 1024;

    private final int units;
    private final Semaphore free;

    MemoryBudget(long bytes) {
        this.units = unitsOf(bytes);
        this.free = new Semaphore(units, true);
    }

    /// Waits until so much is free, and holds it until the claim is closed.
    Claim claim(long bytes) throws InterruptedException {
        int wanted = Math.min(units, unitsOf(bytes));
        free.acquire(wanted);
        return () -> free.release(wanted);
    }

    /// What is free, in bytes.
    long freeBytes() {
        return (long) free.availablePermits() * UNIT_BYTES;
    }

    private static int unitsOf(long bytes) {
        return Math.clamp((bytes + UNIT_BYTES - 1) / UNIT_BYTES, 1, Integer.MAX_VALUE);
    }

    /// Memory that is held.
    @FunctionalInterface
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }
}
