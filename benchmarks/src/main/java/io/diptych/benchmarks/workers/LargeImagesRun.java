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

/// The OpenAI worker as it ships, with the official SDK, in a process of 512 MB: 100 slots of images of 2 MB.
///
/// Beside it what tells what bounds it: the same with four times the heap, and with answers that do not come all at the
/// same moment.
final class LargeImagesRun {
    private static final String MODEL = "gpt-image-2";
    private static final int IMAGE = 2_000_000;
    private static final int SLOTS = 100;
    private static final int ROUNDS = 6;
    /// The first rounds are answered by code that is not compiled yet.
    private static final int WARM_ROUNDS = 3;

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration WARM_UP = CALL.multipliedBy(WARM_ROUNDS - 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<Variant> VARIANTS = List.of(
            new Variant("inStep", 512, CallTime.of(CALL)),
            new Variant("spread", 512, new CallTime(CALL, Duration.ofSeconds(2))),
            new Variant("inStepLargeHeap", 2048, CallTime.of(CALL)));

    private record Variant(String name, int heapMb, CallTime time) {
        String title() {
            return String.format(
                    Locale.ROOT,
                    "%,d MB heap, answers %s",
                    heapMb,
                    time.spread().isZero() ? "in step" : "after " + time.title());
        }
    }

    private final Field field;
    private final PrintStream text;

    LargeImagesRun(Field field, PrintStream text) {
        this.field = field;
        this.text = text;
    }

    Map<String, Object> run(String prefix) throws IOException, InterruptedException, TimeoutException {
        text.printf("OpenAI worker, %d slots x %d s, images of 2 MB:%n", SLOTS, CALL.toSeconds());
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Variant variant : VARIANTS) {
            figures.put(variant.name(), run(variant.name() + "." + prefix, variant));
        }
        return figures;
    }

    private Map<String, Object> run(String prefix, Variant variant)
            throws IOException, InterruptedException, TimeoutException {
        Topics topics = new Topics(prefix);
        // A worker as it ships begins to work when every topic of its deployment is there.
        field.provisioning().topics(topics.all(List.of(MODEL)));
        field.publish(prefix, MODEL, "j", topics.jobs(MODEL).partitions(), SLOTS * ROUNDS);
        try (CannedImages provider = new CannedImages(BenchImages.noise(IMAGE), variant.time());
                RunningWorker worker = RunningWorker.start(
                        "openai-" + variant.name(), variant.heapMb(), field.folder(), arguments(prefix, provider))) {
            await("the worker is warm", provider, worker, SLOTS * WARM_ROUNDS);
            Duration busyBefore = worker.processorTime();
            int endedBefore = provider.book().size() - provider.book().busy();
            await("every call began", provider, worker, SLOTS * ROUNDS);
            double loadAverage = Machine.load();
            Waiting.until(
                    "the last calls end",
                    variant.time().longest().plus(PATIENCE),
                    () -> provider.book().busy() == 0);
            Utilisation utilisation = Utilisation.of(provider.book().calls(), SLOTS, CALL, WARM_UP, System.nanoTime());
            Utilisation cold = Utilisation.of(provider.book().calls(), SLOTS, CALL, Duration.ZERO, System.nanoTime());
            Waiting.until("every call is settled", PATIENCE, () -> settled(prefix) == SLOTS * ROUNDS);
            double millisEach =
                    (double) worker.processorTime().minus(busyBefore).toMillis() / (SLOTS * ROUNDS - endedBefore);
            long billed = billed(prefix);
            long residentMb = residentKb(worker) / 1000;
            worker.leave();
            text.printf(
                    Locale.ROOT,
                    "  %-42s busy %.1f %% (with warm-up %.1f %%), %.1f images/s of %.1f, %.0f ms of processor an image,"
                            + " %d of %d billed, at most %d MB resident (load average %.1f)%n",
                    variant.title(),
                    100 * utilisation.steady(),
                    100 * cold.steady(),
                    utilisation.steady() * SLOTS / CALL.toSeconds(),
                    (double) SLOTS / CALL.toSeconds(),
                    millisEach,
                    billed,
                    SLOTS * ROUNDS,
                    residentMb,
                    loadAverage);
            failures(prefix).forEach((why, times) -> text.printf(Locale.ROOT, "    %d times %s%n", times, why));
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("heapLimitMb", variant.heapMb());
            figures.put("utilisation", SlotRun.rounded(utilisation.steady()));
            figures.put("withWarmUp", SlotRun.rounded(cold.steady()));
            figures.put("processorMillisPerImage", SlotRun.rounded(millisEach));
            figures.put("images", SLOTS * ROUNDS);
            figures.put("billed", billed);
            figures.put("boughtTwice", provider.book().paidTwice());
            figures.put("residentMb", residentMb);
            figures.put("loadAverage", SlotRun.rounded(loadAverage));
            return figures;
        }
    }

    private void await(String what, CannedImages provider, RunningWorker worker, int calls)
            throws InterruptedException, TimeoutException {
        Waiting.until(what, PATIENCE.plus(CALL.multipliedBy(ROUNDS)), () -> {
            if (!worker.isAlive()) {
                throw new IllegalStateException("the OpenAI worker ended, out of memory? " + log(worker));
            }
            return provider.book().size() >= calls;
        });
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

    private String log(RunningWorker worker) {
        try {
            List<String> lines = Files.readAllLines(field.folder().resolve(worker.name() + ".log"));
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
