package io.diptych.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The provider simulator, a process of its own that knows nothing of ours.
final class SimulatorProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("simulator ready on (http://\\S+)");
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ChildJvm child;
    private final URI address;

    private SimulatorProcess(ChildJvm child, URI address) {
        this.child = child;
        this.address = address;
    }

    /// Starts it and waits until it listens.
    ///
    /// @param port    0 for a free one
    /// @param invoice file in which the invoice survives a restart
    static SimulatorProcess start(int port, String priceBook, double speed, Path invoice, Path log) {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + log, e);
        }
        ChildJvm child = ChildJvm.start(
                List.of("-Xmx320m"),
                List.of(
                        "simulator",
                        "--port=" + port,
                        "--price-book=" + priceBook,
                        "--speed=" + speed,
                        "--invoice-file=" + invoice),
                Map.of(),
                log);
        return new SimulatorProcess(child, awaitAddress(child, log));
    }

    private static URI awaitAddress(ChildJvm child, Path log) {
        long deadline = System.nanoTime() + START.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                String printed = Files.exists(log) ? Files.readString(log) : "";
                Matcher ready = READY.matcher(printed);
                if (ready.find()) {
                    return URI.create(ready.group(1));
                }
                if (!child.isAlive()) {
                    throw new StackException("the provider simulator ended at its start: "
                            + printed.strip().lines().reduce("", (first, last) -> last));
                }
                Thread.sleep(PAUSE);
            }
            child.kill();
            throw new StackException(
                    "the provider simulator was not ready within " + START.toSeconds() + " s, see " + log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        } catch (InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while the provider simulator started");
        }
    }

    URI address() {
        return address;
    }

    long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        child.close();
    }
}
