package io.diptych.benchmarks.workers;

import io.diptych.platform.workload.StopSignal;
import io.diptych.standalone.stack.ParentWatch;
import org.springframework.boot.logging.LoggingSystem;
import tools.jackson.databind.json.JsonMapper;

/// A worker in a process of its own, to be measured, asked to leave, or killed.
public final class WorkerMain {
    private WorkerMain() {}

    /// Works until the process is told to end.
    ///
    /// @param args one [Task] as JSON
    public static void main(String[] args) throws Exception {
        ParentWatch.begin();
        LoggingSystem.get(WorkerMain.class.getClassLoader()).beforeInitialize();
        Task task = JsonMapper.shared().readValue(args[0], Task.class);
        StopSignal stop = new StopSignal();
        Thread working = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.stop();
            try {
                working.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }));
        try (Line line = new Line(task)) {
            task.kind().work().run(task, line, stop);
        }
    }
}
