package io.diptych.benchmarks.workers;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// How many images of 2 MB a process stores and publishes when the provider takes no time: claimed, hashed, forced to
/// disk, receipted, settled, all with the attempts log on.
final class StoreRun {
    private static final int IMAGE = 2_000_000;
    private static final int SLOTS = 8;
    private static final int PARTITIONS = 12;
    private static final int JOBS = 420;
    private static final int WARM = 120;
    private static final int COUNTED = 280;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Field field;
    private final PrintStream text;

    StoreRun(Field field, PrintStream text) {
        this.field = field;
        this.text = text;
    }

    Map<String, Object> run(String prefix) throws IOException, InterruptedException, TimeoutException {
        field.prepare(Kind.DIPTYCH, prefix, PARTITIONS);
        field.publish(prefix, PARTITIONS, JOBS);
        try (Crew crew = new Crew(field, 512)) {
            RunningWorker worker = crew.join(field.task(
                    Kind.DIPTYCH, prefix, SLOTS, CallTime.of(Duration.ZERO), crew.called(), IMAGE, Map.of()));
            crew.awaitCalls(WARM, PATIENCE);
            CalledSide.Measured before = crew.called().measure(worker.name());
            int callsBefore = crew.book().size();
            long begun = System.nanoTime();
            crew.awaitCalls(callsBefore + COUNTED, PATIENCE);
            double seconds = (System.nanoTime() - begun) / 1e9;
            int images = crew.book().size() - callsBefore;
            double cpuSeconds = (crew.called().measure(worker.name()).cpuMillis() - before.cpuMillis()) / 1e3;
            double perSecond = images / seconds;
            double perCore = images / cpuSeconds;
            text.printf(
                    Locale.ROOT,
                    "Images of 2 MB stored and published: %.1f a second, %.1f for each second of one core (load average"
                            + " %.1f)%n",
                    perSecond,
                    perCore,
                    Machine.load());
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("imagesPerSecond", SlotRun.rounded(perSecond));
            figures.put("imagesPerCoreSecond", SlotRun.rounded(perCore));
            figures.put("loadAverage", SlotRun.rounded(Machine.load()));
            return figures;
        }
    }
}
