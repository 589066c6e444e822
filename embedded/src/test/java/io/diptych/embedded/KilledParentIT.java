package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What happens to the servers when the process that started them is killed with `kill -9`.
@Timeout(600)
class KilledParentIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final List<Process> parents = new ArrayList<>();

    @TempDir
    private Path temporary;

    /// A JVM that starts the parts it is told, in the folder that stands before them, prints its folder and the
    /// servers' ids on one line, and waits.
    static final class ParentMain {

        private ParentMain() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedOptions options = arguments[0].isEmpty()
                    ? EmbeddedOptions.throwAway()
                    : EmbeddedOptions.keptIn(Path.of(arguments[0]));
            Part[] parts = Arrays.stream(arguments).skip(1).map(Part::valueOf).toArray(Part[]::new);
            EmbeddedInfrastructure started = EmbeddedInfrastructure.start(options.withParts(parts));
            var line = new StringBuilder(started.dataFolder().toString());
            started.status().forEach(part -> line.append(' ').append(part.pid()));
            System.out.println(line);
            System.in.read();
        }
    }

    record Started(Process parent, Path folder, List<ProcessHandle> servers) {}

    @AfterEach
    void stopParents() {
        parents.forEach(Process::destroyForcibly);
    }

    @Test
    void noServerAndNoThrowAwayFolderOutliveIt() throws Exception {
        Started started = start("", Part.values());

        started.parent().destroyForcibly().waitFor();

        await().atMost(LIMIT).until(() -> started.servers().stream().noneMatch(Processes::runs));
        await().atMost(LIMIT).until(() -> !Files.exists(started.folder()));
    }

    @Test
    void theNextStartOnItsFolderSucceedsAtOnce() throws Exception {
        // Given
        Path folder = temporary.resolve("kept");
        Started started = start(folder.toString(), Part.values());

        // When
        started.parent().destroyForcibly().waitFor();
        try (var next = EmbeddedInfrastructure.start(EmbeddedOptions.keptIn(folder))) {

            // Then
            assertThat(next.status()).hasSize(3);
            assertThat(started.servers()).noneMatch(Processes::runs);
        }
    }

    @Test
    void aServerThatLostItsGuardIsStoppedByTheNextStart() throws Exception {
        // Given
        Path folder = temporary.resolve("kept");
        Started started = start(folder.toString(), Part.POSTGRES);
        long guard = Long.parseLong(
                Files.readString(folder.resolve("run/postgres.pid")).split(" ", 2)[0]);

        // When
        ProcessHandle.of(guard).orElseThrow().destroyForcibly();
        started.parent().destroyForcibly().waitFor();
        try (var next =
                EmbeddedInfrastructure.start(EmbeddedOptions.keptIn(folder).withParts(Part.POSTGRES))) {

            // Then
            assertThat(next.status()).hasSize(1);
            assertThat(started.servers().getLast()).matches(server -> !Processes.runs(server));
        }
    }

    private Started start(String folder, Part... parts) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentMain.class.getName(),
                folder));
        Arrays.stream(parts).map(Part::name).forEach(command::add);
        Process parent = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        parents.add(parent);
        String line = parent.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).as("the parent's line").isNotNull();
        List<String> words = List.of(line.split(" "));
        return new Started(
                parent,
                Path.of(words.getFirst()),
                words.stream()
                        .skip(1)
                        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                        .toList());
    }
}
