package io.diptych.benchmarks.workers;

import io.diptych.standalone.stack.ParentWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// A worker process, with the compiler and the collector that a small server uses.
final class RunningWorker implements AutoCloseable {
    private static final Duration LEAVING = Duration.ofSeconds(40);

    private final String name;
    private final Process process;

    private RunningWorker(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static RunningWorker start(Task task, int heapMb, Path folder) throws IOException {
        return start(
                task.worker(),
                heapMb,
                folder,
                List.of(WorkerMain.class.getName(), JsonMapper.shared().writeValueAsString(task)));
    }

    /// Starts a main class with its arguments.
    static RunningWorker start(String name, int heapMb, Path folder, List<String> main) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(main);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment()
                .put(ParentWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
        return new RunningWorker(name, builder.start());
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /// Processor time since its start; zero where the system does not tell.
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Ends it as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks it to leave.
    void ask() {
        process.destroy();
    }

    /// Asks it to leave and waits until it has.
    void leave() throws InterruptedException {
        ask();
        if (!process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
