package io.diptych.simulator.workshop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Does things once the clock says that they are due, each on a thread of its own. What is not due when it is closed is
/// never done.
public final class Agenda implements AutoCloseable {
    private final InstantSource clock;
    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();

    public Agenda(InstantSource clock) {
        this.clock = clock;
    }

    /// Does something at a moment, or at once where that has passed.
    public void at(Instant due, Runnable thing) {
        waiters.execute(() -> {
            try {
                Duration left = Duration.between(clock.instant(), due);
                while (left.isPositive()) {
                    Thread.sleep(left.plusMillis(1));
                    left = Duration.between(clock.instant(), due);
                }
                thing.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        waiters.shutdownNow();
    }
}
