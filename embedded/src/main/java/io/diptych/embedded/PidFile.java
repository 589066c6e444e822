package io.diptych.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembers a child process beyond the life of its parent: its id, and its start time in epoch milliseconds so that a
/// later process with the same id is not taken for it.
record PidFile(Path path) {

    private static final Duration SAME_START = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static PidFile at(Path path) {
        return new PidFile(path);
    }

    void write(ProcessHandle process) throws IOException {
        long startedAt =
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Files.writeString(path, process.pid() + " " + startedAt + "\n");
    }

    /// Waits for a child of a killed parent to end, which it does by itself, and ends it if it does not.
    void awaitEndOfFormerOwner() throws IOException {
        Optional<ProcessHandle> former = process();
        if (former.isPresent() && !Processes.awaitEnd(former.get(), PATIENCE)) {
            former.get().destroyForcibly();
        }
        Files.deleteIfExists(path);
    }

    private Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        List<String> words = List.of(Files.readString(path).strip().split(" "));
        if (words.size() != 2) {
            return Optional.empty();
        }
        var startedAt = Instant.ofEpochMilli(Long.parseLong(words.getLast()));
        return ProcessHandle.of(Long.parseLong(words.getFirst()))
                .filter(Processes::runs)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Duration.between(start, startedAt).abs().compareTo(SAME_START) < 0)
                        .orElse(false));
    }
}
