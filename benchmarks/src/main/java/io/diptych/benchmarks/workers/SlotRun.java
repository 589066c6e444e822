package io.diptych.benchmarks.workers;

import io.diptych.benchmarks.workers.CallBook.Call;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// How busy slots are while there is work for all of them.
final class SlotRun {
    private static final Duration START = Duration.ofSeconds(90);
    private static final int HEAP_MB = 256;
    private static final int SMALL_IMAGE = 12_000;

    /// What is asked of one run.
    ///
    /// @param slots   of all workers together
    /// @param call    how long a call takes
    /// @param workers processes that share the slots evenly
    /// @param rounds  calls for each slot
    /// @param warmUp  time that a process has to be compiled
    record Load(int slots, CallTime call, int partitions, int workers, int rounds, Duration warmUp) {
        String title() {
            return slots + " slots x " + call.title() + ", " + partitions + " partitions, " + workers
                    + (workers == 1 ? " process" : " processes of " + slots / workers);
        }

        int jobs() {
            return slots * rounds;
        }
    }

    /// What came of it; threads and heap are those of one process.
    ///
    /// @param cold the same with the time in which processes were compiled
    record Result(
            Utilisation utilisation, Utilisation cold, int threads, double heapMb, int paidTwice, double loadAverage) {
        Map<String, Object> asMap() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("utilisation", rounded(utilisation.steady()));
            all.put("withWarmUp", rounded(cold.steady()));
            all.put("wholeRun", rounded(utilisation.overall()));
            all.put("rampSeconds", rounded(utilisation.ramp().toMillis() / 1e3));
            all.put("windowSeconds", rounded(utilisation.window().toMillis() / 1e3));
            all.put("threads", threads);
            all.put("heapMb", rounded(heapMb));
            all.put("boughtTwice", paidTwice);
            all.put("loadAverage", rounded(loadAverage));
            return all;
        }

        void print(PrintStream text, String title) {
            text.printf(
                    Locale.ROOT,
                    "  %-46s busy %5.1f %%   with warm-up %5.1f %%   whole run %5.1f %%   ramp %s   threads %3d   heap %3.0f MB   bought twice %d"
                            + "   (window %.0f s, load average %.1f)%n",
                    title,
                    100 * utilisation.steady(),
                    100 * cold.steady(),
                    100 * utilisation.overall(),
                    utilisation.ramp().isNegative()
                            ? "never"
                            : String.format(
                                    Locale.ROOT, "%.1f s", utilisation.ramp().toMillis() / 1e3),
                    threads,
                    heapMb,
                    paidTwice,
                    utilisation.window().toMillis() / 1e3,
                    loadAverage);
        }
    }

    private final Field field;

    SlotRun(Field field) {
        this.field = field;
    }

    /// Runs until every job's call has begun, or for the time that the rounds ideally take: a peer that
    /// cannot fill the slots would take for ever.
    Result run(Kind kind, String prefix, Load load) throws IOException, InterruptedException, TimeoutException {
        field.prepare(kind, prefix, load.partitions());
        field.publish(prefix, load.partitions(), load.jobs());
        Duration ideal = load.call().usual().multipliedBy(load.rounds());
        try (Crew crew = new Crew(field, HEAP_MB)) {
            Task task = field.task(
                    kind,
                    prefix,
                    load.slots() / load.workers(),
                    load.call(),
                    crew.called(),
                    SMALL_IMAGE,
                    kind == Kind.SPRING
                            ? Map.of(SpringWork.CONCURRENCY, Integer.toString(load.partitions()))
                            : Map.of());
            for (int i = 0; i < load.workers(); i++) {
                crew.join(task);
            }
            crew.awaitCalls(1, START);
            long begun = System.nanoTime();
            double loadAverage = 0;
            CalledSide.Measured measured = null;
            while (crew.book().size() < load.jobs() && System.nanoTime() - begun < ideal.toNanos()) {
                Thread.sleep(50);
                if (measured == null && System.nanoTime() - begun > ideal.toNanos() / 2) {
                    measured = crew.called().measure("w0");
                    loadAverage = Machine.load();
                }
            }
            long stoppedAt = System.nanoTime();
            if (measured == null) {
                measured = crew.called().measure("w0");
            }
            if (crew.book().size() >= load.jobs()) {
                Waiting.until(
                        "the last calls end",
                        load.call().longest().plusSeconds(20),
                        () -> crew.book().busy() == 0);
                stoppedAt = System.nanoTime();
            }
            List<Call> calls = crew.book().calls();
            Result result = new Result(
                    Utilisation.of(calls, load.slots(), load.call().usual(), load.warmUp(), stoppedAt),
                    Utilisation.of(calls, load.slots(), load.call().usual(), Duration.ZERO, stoppedAt),
                    measured.threads(),
                    measured.heapMb(),
                    crew.book().paidTwice(),
                    loadAverage);
            crew.leave();
            return result;
        }
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
