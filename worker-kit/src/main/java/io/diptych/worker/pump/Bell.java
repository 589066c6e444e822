package io.diptych.worker.pump;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes the pump when a slot became free or a settlement is ready. Rung while nobody waits, it is
/// heard by the next who does.
///
/// Calls that began together end together, and those that the first one's turn does not take wait for as
/// long as that takes: so who was woken goes on listening until it was silent for a moment.
final class Bell {
    private static final Duration LULL = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rings = lock.newCondition();
    private final Duration lull;
    private final Duration longest;
    private boolean isRung;

    Bell() {
        this(LULL, LONGEST);
    }

    /// @param lull    silence after which no further ring is expected
    /// @param longest time to listen on, however often it is rung
    Bell(Duration lull, Duration longest) {
        this.lull = lull;
        this.longest = longest;
    }

    void ring() {
        lock.lock();
        try {
            isRung = true;
            rings.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it was rung since this returned last and is silent again, or for the time.
    void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            listen(atMost.toNanos());
            long patience = longest.toNanos();
            while (isRung && patience > 0) {
                isRung = false;
                long quiet = Math.min(patience, lull.toNanos());
                patience -= quiet - Math.max(0, listen(quiet));
            }
            isRung = false;
        } finally {
            lock.unlock();
        }
    }

    /// @return what is left of the time
    private long listen(long nanos) throws InterruptedException {
        long left = nanos;
        while (!isRung && left > 0) {
            left = rings.awaitNanos(left);
        }
        return left;
    }
}
