package io.diptych.worker.pump;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes the pump when a slot became free or a settlement is ready. Rung while nobody waits, it is
/// heard by the next who does.
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rings = lock.newCondition();
    private boolean isRung;

    void ring() {
        lock.lock();
        try {
            isRung = true;
            rings.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it was rung since this returned last, or for the time.
    void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!isRung && left > 0) {
                left = rings.awaitNanos(left);
            }
            isRung = false;
        } finally {
            lock.unlock();
        }
    }
}
