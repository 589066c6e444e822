package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Mode;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.LiveGuard;
import io.diptych.worker.provider.LiveProperties;
import io.diptych.worker.provider.ProviderOutcome;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fresh worker on two cores whose first fifty calls come at once. They may wait for each other for ever where they
/// meet Kotlin's reflection for the first time.
class FirstCallsIT {
    private static final int CALLS = 50;
    private static final String READY = "ready for calls";
    private static final String REFLECTION = "Initializing 'kotlin/reflect/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theyAllEndAndInitialiseNothingOfTheReflection() throws IOException, InterruptedException {
        Path log = folder.resolve("log");

        Process worker = start(log.toFile());

        assertThat(worker.waitFor(180, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(log);
        int ready = lines.indexOf(READY);
        assertThat(lines).contains("ended " + CALLS);
        assertThat(lines.subList(0, ready)).anyMatch(line -> line.contains(REFLECTION));
        assertThat(lines.subList(ready, lines.size())).noneMatch(line -> line.contains(REFLECTION));
    }

    private static Process start(File log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.virtualThreadScheduler.parallelism=2",
                "-Xlog:class+init=info",
                "-cp",
                System.getProperty("java.class.path"),
                FirstCallsIT.class.getName()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /// Makes the calls at an address where nobody listens, and says how many ended.
    public static void main(String[] args) throws InterruptedException {
        OpenAiProperties properties =
                Settings.of(URI.create("http://127.0.0.1:1/v1"), "sk-test", Map.of("connect-timeout", "1s"));
        InstantSource clock = InstantSource.system();
        OpenAiConfiguration worker = new OpenAiConfiguration();
        LiveGuard guard = worker.liveGuard(new LiveProperties(false, BigDecimal.ZERO), clock);
        ImageProvider images = worker.openAi(new OpenAiConnection(properties), properties, guard, clock)
                .images();
        System.out.println(READY);
        CountDownLatch together = new CountDownLatch(1);
        CountDownLatch allEnded = new CountDownLatch(CALLS);
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < CALLS; i++) {
            var call = Inputs.call("a" + i, Mode.GENERATE, (_, _, _) -> {});
            Thread.startVirtualThread(() -> {
                try {
                    together.await();
                    ProviderOutcome _ = images.render(call);
                    var _ = ended.incrementAndGet();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                } finally {
                    allEnded.countDown();
                }
            });
        }
        together.countDown();
        boolean _ = allEnded.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        System.out.println("ended " + ended.get());
        Runtime.getRuntime().halt(0);
    }
}
