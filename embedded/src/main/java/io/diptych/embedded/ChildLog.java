package io.diptych.embedded;

import io.diptych.embedded.child.Parent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// Copies what a child says to its log file, and watches for the line that says it is ready. The file is renamed to
/// `<name>.1` when it grows past ten megabytes.
final class ChildLog {

    private static final int LAST_LINES = 3;
    private static final long MAX_BYTES = 10L * 1024 * 1024;

    private final Path file;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    ChildLog(Path file) {
        this.file = file;
    }

    /// Copies until the child's output ends, in a thread of its own.
    void follow(Process child) {
        Thread.ofPlatform().daemon().name("log-" + file.getFileName()).start(() -> copy(child));
    }

    /// Completes with true at the ready line, with false when the output ends without one.
    CompletableFuture<Boolean> ready() {
        return ready;
    }

    Path file() {
        return file;
    }

    /// The last lines, for a message that says why a child ended.
    synchronized String lastLines() {
        return lastLines.isEmpty() ? "(empty)" : String.join(" / ", lastLines);
    }

    private void copy(Process child) {
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            copy(lines);
        } catch (IOException endOfChild) {
            note(endOfChild.toString());
        } finally {
            ready.complete(false);
        }
    }

    private void copy(BufferedReader lines) throws IOException {
        BufferedWriter out = open();
        try {
            long bytes = Files.size(file);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(Parent.READY_LINE)) {
                    ready.complete(true);
                    continue;
                }
                note(line);
                out.write(line);
                out.newLine();
                out.flush();
                bytes += line.length() + 1;
                if (bytes > MAX_BYTES) {
                    out.close();
                    Files.move(
                            file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                    out = open();
                    bytes = 0;
                }
            }
        } finally {
            out.close();
        }
    }

    private BufferedWriter open() throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private synchronized void note(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lastLines.size() == LAST_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line.strip());
    }
}
