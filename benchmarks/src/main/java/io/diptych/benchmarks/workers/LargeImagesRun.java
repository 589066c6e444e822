package io.diptych.benchmarks.workers;

import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import io.diptych.events.Failure;
import io.diptych.openai.OpenAiWorkerApplication;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/// The OpenAI worker as it ships, with the official SDK, in a process of 512 MB: 100 slots of images of
/// 2 MB.
final class LargeImagesRun {
    private static final String MODEL = "gpt-image-2";
    private static final int IMAGE = 2_000_000;
    private static final int HEAP_MB = 512;
    private static final int SLOTS = 100;
    private static final int ROUNDS = 4;
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Field field;
    private final PrintStream text;

    LargeImagesRun(Field field, PrintStream text) {
        this.field = field;
        this.text = text;
    }

    Map<String, Object> run(String prefix) throws IOException, InterruptedException, TimeoutException {
        Topics topics = new Topics(prefix);
        // A worker as it ships begins to work when every topic of its deployment is there.
        field.provisioning().topics(topics.all(List.of(MODEL)));
        field.publish(prefix, MODEL, "j", topics.jobs(MODEL).partitions(), SLOTS * ROUNDS);
        try (CannedImages provider = new CannedImages(BenchImages.noise(IMAGE), CALL);
                RunningWorker worker =
                        RunningWorker.start("openai", HEAP_MB, field.folder(), arguments(prefix, provider))) {
            Waiting.until("every call began", PATIENCE.plus(CALL.multipliedBy(ROUNDS)), () -> {
                if (!worker.isAlive()) {
                    throw new IllegalStateException("the OpenAI worker ended, out of memory? " + log());
                }
                return provider.book().size() >= SLOTS * ROUNDS;
            });
            double loadAverage = Machine.load();
            Waiting.until(
                    "the last calls end",
                    CALL.plus(PATIENCE),
                    () -> provider.book().busy() == 0);
            Utilisation utilisation =
                    Utilisation.of(provider.book().calls(), SLOTS, CALL, Duration.ZERO, System.nanoTime());
            Waiting.until("every call is settled", PATIENCE, () -> settled(prefix) == SLOTS * ROUNDS);
            long billed = billed(prefix);
            long residentMb = residentKb(worker) / 1000;
            worker.leave();
            text.printf(
                    Locale.ROOT,
                    "OpenAI worker of %d MB heap, %d slots x %d s, images of 2 MB: busy %.1f %%, %.1f images/s of %.1f,"
                            + " %d of %d billed, at most %d MB resident (load average %.1f)%n",
                    HEAP_MB,
                    SLOTS,
                    CALL.toSeconds(),
                    100 * utilisation.steady(),
                    utilisation.steady() * SLOTS / CALL.toSeconds(),
                    (double) SLOTS / CALL.toSeconds(),
                    billed,
                    SLOTS * ROUNDS,
                    residentMb,
                    loadAverage);
            failures(prefix).forEach((why, times) -> text.printf(Locale.ROOT, "    %d times %s%n", times, why));
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("heapLimitMb", HEAP_MB);
            figures.put("utilisation", SlotRun.rounded(utilisation.steady()));
            figures.put("images", SLOTS * ROUNDS);
            figures.put("billed", billed);
            figures.put("boughtTwice", provider.book().paidTwice());
            figures.put("residentMb", residentMb);
            figures.put("loadAverage", SlotRun.rounded(loadAverage));
            return figures;
        }
    }

    private List<String> arguments(String prefix, CannedImages provider) {
        return List.of(
                OpenAiWorkerApplication.class.getName(),
                "--server.port=0",
                "--diptych.topic-prefix=" + prefix,
                "--diptych.models=" + MODEL,
                "--diptych.kafka.bootstrap=" + field.infrastructure().kafkaBootstrap(),
                "--diptych.registry.url=" + field.infrastructure().registryUrl(),
                "--diptych.assets.root=" + field.folder().resolve("assets").toUri(),
                "--diptych.worker.models=" + MODEL,
                "--diptych.worker.slots=" + SLOTS,
                "--diptych.openai.base-url=" + provider.baseUrl(),
                "--diptych.openai.api-key=bench");
    }

    private long settled(String prefix) {
        return field.attempts(prefix, MODEL).stream()
                .filter(attempt -> attempt.getStatus() != AttemptStatus.CLAIMED)
                .count();
    }

    private long billed(String prefix) {
        return field.attempts(prefix, MODEL).stream()
                .filter(attempt -> attempt.getStatus() == AttemptStatus.BILLED)
                .count();
    }

    /// Why calls brought no image, and how often.
    private Map<String, Integer> failures(String prefix) {
        Map<String, Integer> failures = new TreeMap<>();
        for (AttemptRecord attempt : field.attempts(prefix, MODEL)) {
            Failure failure = attempt.getFailure();
            if (failure != null) {
                failures.merge(failure.getCode() + ": " + failure.getMessage(), 1, Integer::sum);
            }
        }
        return failures;
    }

    private String log() {
        try {
            List<String> lines = Files.readAllLines(field.folder().resolve("openai.log"));
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /// Peak of the resident memory, as Linux tells it; 0 elsewhere.
    private static long residentKb(RunningWorker worker) throws IOException {
        Path status = Path.of("/proc", Long.toString(worker.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
