package io.diptych.platform.workload;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells a workload that it is to stop.
public final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /// Whether it is to stop.
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /// Waits for the signal.
    ///
    /// @return whether it came within the time
    public boolean await(Duration atMost) throws InterruptedException {
        return stopped.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Waits for the signal without an end.
    public void await() throws InterruptedException {
        stopped.await();
    }

    /// Gives the signal.
    public void stop() {
        stopped.countDown();
    }
}
