package io.diptych.standalone.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command of ours in a JVM of its own. It ends when this process does, by whatever death.
public final class ChildJvm implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(40);

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /// Starts `diptych <arguments>` in a new JVM with the same class path.
    ///
    /// @param jvmOptions  for example `-Xmx256m`
    /// @param environment added to this process's own
    /// @param log         receives what it prints
    public static ChildJvm start(
            List<String> jvmOptions, List<String> arguments, Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.diptych.standalone.command.Diptych"));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            File output = log.toFile();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
            builder.environment().putAll(environment);
            builder.environment()
                    .put(
                            ParentWatch.VARIABLE,
                            Long.toString(ProcessHandle.current().pid()));
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + String.join(" ", arguments), e);
        }
    }

    /// Its process id.
    public long pid() {
        return process.pid();
    }

    /// Whether it lives.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it without asking, as a crash would.
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks it to end, and insists after a while.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
