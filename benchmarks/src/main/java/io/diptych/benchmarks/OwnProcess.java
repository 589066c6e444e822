package io.diptych.benchmarks;

import io.diptych.standalone.stack.ParentWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs a class in a JVM of its own, with the compiler that a server uses.
public final class OwnProcess {
    private OwnProcess() {}

    /// Runs it and waits.
    ///
    /// @param main          its last line on standard output is JSON
    /// @param heapMegabytes most heap
    /// @param more          what it is told besides how long to take
    /// @return that last line
    /// @throws IllegalStateException when it fails
    public static JsonNode run(Class<?> main, int heapMegabytes, boolean quick, PrintStream text, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                quick ? "quick" : "full"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .put(ParentWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
        text.flush();
        Process process = builder.start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        int exit = process.waitFor();
        if (exit != 0 || lines.isEmpty()) {
            throw new IllegalStateException(main.getSimpleName() + " ended with exit code " + exit);
        }
        return JsonMapper.shared().readTree(lines.getLast());
    }
}
