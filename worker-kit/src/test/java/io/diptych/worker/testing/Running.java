package io.diptych.worker.testing;

import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A workload that runs on a thread of its own until it is stopped.
public final class Running implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Running.class);

    private final StopSignal stop = new StopSignal();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    /// Starts it.
    public Running(Workload workload) {
        this.thread = Thread.ofPlatform().name(workload.name()).start(() -> {
            try {
                workload.run(stop);
            } catch (Exception | AssertionError e) {
                failure.set(e);
                log.atError()
                        .addKeyValue("workload", workload.name())
                        .setCause(e)
                        .log("workload failed");
            }
        });
    }

    /// Stops it and waits until it has.
    public void stop() {
        stop.stop();
        try {
            if (!thread.join(Duration.ofSeconds(60))) {
                thread.interrupt();
                throw new AssertionError("workload did not stop within 60 s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("workload failed", thrown);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
