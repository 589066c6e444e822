package io.diptych.platform.workload;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs workloads, each on a thread of its own: waits for what they need, starts them, starts them anew when they fail.
public final class WorkloadRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkloadRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Workload> workloads;
    private final Prerequisites prerequisites;
    private final InstantSource clock;
    private final Duration grace;
    private final Map<String, WorkloadState> states = new ConcurrentHashMap<>();
    private final Map<Workload, Thread> threads = new LinkedHashMap<>();
    private volatile StopSignal stop = new StopSignal();
    private volatile boolean running;

    /// @param grace how long workloads may take to stop
    public WorkloadRunner(List<Workload> workloads, Prerequisites prerequisites, InstantSource clock, Duration grace) {
        this.workloads = List.copyOf(workloads);
        this.prerequisites = prerequisites;
        this.clock = clock;
        this.grace = grace;
        workloads.forEach(workload -> states.put(workload.name(), new WorkloadState.Waiting("start")));
    }

    /// Where each workload stands, by name.
    public Map<String, WorkloadState> states() {
        return Map.copyOf(states);
    }

    /// Where the workload of that name stands.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public WorkloadState state(String name) {
        WorkloadState state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("no workload '" + name + "', one of " + states.keySet());
        }
        return state;
    }

    @Override
    public synchronized void start() {
        stop = new StopSignal();
        running = true;
        for (Workload workload : workloads) {
            threads.put(workload, Thread.ofPlatform().name(workload.name()).start(() -> keepRunning(workload)));
        }
    }

    private void keepRunning(Workload workload) {
        while (!stop.isStopped()) {
            try {
                prerequisites.meet(workload);
                states.put(workload.name(), new WorkloadState.Running(clock.instant()));
                log.atInfo().addKeyValue("workload", workload.name()).log("workload started");
                workload.run(stop);
            } catch (MissingPrerequisiteException e) {
                waitFor(workload, String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                stop.stop();
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                failed(workload, e);
            }
            pause();
        }
        states.put(workload.name(), new WorkloadState.Stopped());
    }

    private void failed(Workload workload, Throwable thrown) {
        String reason = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        states.put(workload.name(), new WorkloadState.Failed(reason));
        if (stop.isStopped()) {
            log.atWarn()
                    .addKeyValue("workload", workload.name())
                    .addKeyValue("error", thrown)
                    .log("workload failed while stopping");
        } else {
            log.atError()
                    .addKeyValue("workload", workload.name())
                    .setCause(thrown)
                    .log("workload failed, starts anew");
        }
    }

    private void waitFor(Workload workload, String missing) {
        WorkloadState before = states.put(workload.name(), new WorkloadState.Waiting(missing));
        if (!new WorkloadState.Waiting(missing).equals(before)) {
            log.atWarn()
                    .addKeyValue("workload", workload.name())
                    .addKeyValue("missing", missing)
                    .log("workload waits");
        }
    }

    private void pause() {
        try {
            stop.await(PAUSE);
        } catch (InterruptedException e) {
            stop.stop();
        }
    }

    @Override
    public synchronized void stop() {
        stop.stop();
        long deadline = clock.millis() + grace.toMillis();
        threads.forEach((workload, thread) -> join(workload, thread, deadline));
        threads.clear();
        running = false;
    }

    private void join(Workload workload, Thread thread, long deadline) {
        try {
            if (!thread.join(Duration.ofMillis(Math.max(1, deadline - clock.millis())))) {
                log.atWarn().addKeyValue("workload", workload.name()).log("workload did not stop in time, interrupted");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
