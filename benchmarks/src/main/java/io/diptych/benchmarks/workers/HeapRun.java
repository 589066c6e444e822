package io.diptych.benchmarks.workers;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// What a job takes of the heap: one whose call runs, and one that was read ahead and waits.
final class HeapRun {
    private static final int SLOTS = 500;
    private static final int WAITING = 10_000;
    private static final int PARTITIONS = 12;
    private static final double LIMIT_KB = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SETTLE = Duration.ofSeconds(4);

    /// So many that what else comes and goes in the heap does not count.
    private static final Map<String, String> SETTINGS = Map.of("buffer", Integer.toString(WAITING));

    private final Field field;
    private final PrintStream text;

    HeapRun(Field field, PrintStream text) {
        this.field = field;
        this.text = text;
    }

    /// What the process takes once that no longer grows.
    private static CalledSide.Measured settled(Crew crew, String worker)
            throws IOException, InterruptedException, TimeoutException {
        CalledSide.Measured before = crew.called().measure(worker);
        for (int looks = 0; looks < 10; looks++) {
            Thread.sleep(SETTLE.dividedBy(2));
            CalledSide.Measured now = crew.called().measure(worker);
            if (Math.abs(now.heapBytes() - before.heapBytes()) < before.heapBytes() / 50) {
                return now;
            }
            before = now;
        }
        return before;
    }

    Map<String, Object> run(String prefix) throws IOException, InterruptedException, TimeoutException {
        field.prepare(Kind.DIPTYCH, prefix, PARTITIONS);
        try (Crew crew = new Crew(field, 512)) {
            RunningWorker worker = crew.join(field.task(
                    Kind.DIPTYCH,
                    prefix,
                    SLOTS,
                    CallTime.of(Duration.ofSeconds(100)),
                    crew.called(),
                    12_000,
                    SETTINGS));
            var _ = crew.called().awaitJoining(worker.name());
            Thread.sleep(SETTLE);
            long idle = settled(crew, worker.name()).heapBytes();
            field.publish(prefix, PARTITIONS, SLOTS);
            crew.awaitCalls(SLOTS, PATIENCE);
            long running = settled(crew, worker.name()).heapBytes();
            field.publish(prefix, Task.MODEL, "w", PARTITIONS, WAITING);
            Thread.sleep(SETTLE);
            CalledSide.Measured all = settled(crew, worker.name());
            double perRunning = SlotRun.rounded((running - idle) / 1e3 / SLOTS);
            double perWaiting = SlotRun.rounded((all.heapBytes() - running) / 1e3 / WAITING);
            text.printf(
                    Locale.ROOT,
                    "Heap of a job of %d bytes: waiting %.1f KB, limit %.0f KB%s; with a running call %.1f KB"
                            + " (%d threads for %d calls)%n",
                    field.jobBytes(),
                    perWaiting,
                    LIMIT_KB,
                    perWaiting <= LIMIT_KB ? "" : "   MISSED",
                    perRunning,
                    all.threads(),
                    SLOTS);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("jobBytes", field.jobBytes());
            figures.put("waitingJobKb", perWaiting);
            figures.put("limitKb", LIMIT_KB);
            figures.put("runningCallKb", perRunning);
            figures.put("threads", all.threads());
            return figures;
        }
    }
}
