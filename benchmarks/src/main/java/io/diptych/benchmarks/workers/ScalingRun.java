package io.diptych.benchmarks.workers;

import io.diptych.benchmarks.workers.CallBook.Call;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// One to four processes join under load, one is killed, two leave. Each step beside its limit.
final class ScalingRun {
    private static final int PARTITIONS = 12;
    private static final int SLOTS = 25;
    private static final int PROCESSES = 4;
    private static final Duration CALL = Duration.ofSeconds(2);
    /// So many that no partition runs dry, in whatever order they are fetched.
    private static final int JOBS = 24_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double RAMP_LIMIT = 3;
    private static final double GRACE = 2;
    private static final Map<String, String> SETTINGS = Map.of("call-timeout", "6s", "lease-margin", "2s");

    private final Field field;
    private final PrintStream text;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    ScalingRun(Field field, PrintStream text) {
        this.field = field;
        this.text = text;
    }

    Map<String, Object> run(String prefix) throws IOException, InterruptedException, TimeoutException {
        text.printf(
                Locale.ROOT,
                "Scaling, processes of %d slots x %d s on %d partitions (load average %.1f):%n",
                SLOTS,
                CALL.toSeconds(),
                PARTITIONS,
                Machine.load());
        field.prepare(Kind.DIPTYCH, prefix, PARTITIONS);
        field.publish(prefix, PARTITIONS, JOBS);
        try (Crew crew = new Crew(field, 256)) {
            Task task = field.task(Kind.DIPTYCH, prefix, SLOTS, CallTime.of(CALL), crew.called(), 12_000, SETTINGS);
            double[] ramps = new double[PROCESSES];
            RunningWorker[] workers = new RunningWorker[PROCESSES];
            for (int i = 0; i < PROCESSES; i++) {
                workers[i] = crew.join(task);
                ramps[i] = ramp(crew, workers[i]);
                Thread.sleep(CALL);
            }
            limit("rampSeconds", "slowest ramp of a join, from joining to every slot busy", max(ramps), RAMP_LIMIT);
            figures.put("ramps", Arrays.stream(ramps).boxed().toList());
            crash(crew, workers[1], prefix);
            workers[2].ask();
            Thread.sleep(CALL);
            workers[3].ask();
            workers[2].leave();
            workers[3].leave();
            Set<String> left = Set.of("w2", "w3");
            Waiting.until(
                    "those that left have ended",
                    PATIENCE,
                    () -> left.stream().allMatch(gone -> crew.book().busy(gone) == 0));
            int before = crew.book().size();
            crew.awaitMore(before + SLOTS, PATIENCE);
            crew.leave();
            limit("boughtTwice", "bought twice in all of this", crew.book().paidTwice(), 0);
        }
        return figures;
    }

    private double ramp(Crew crew, RunningWorker worker) throws InterruptedException, TimeoutException {
        long joins = crew.called().awaitJoining(worker.name());
        Waiting.until(
                worker.name() + " uses its slots", PATIENCE, () -> crew.book().busy(worker.name()) >= SLOTS);
        double seconds = (System.nanoTime() - joins) / 1e9;
        text.printf(Locale.ROOT, "  %s joined: every slot busy after %.1f s%n", worker.name(), seconds);
        return SlotRun.rounded(seconds);
    }

    private void crash(Crew crew, RunningWorker victim, String prefix)
            throws IOException, InterruptedException, TimeoutException {
        Set<Integer> partitions = partitionsOf(crew, victim.name());
        List<Call> open = crew.book().calls().stream()
                .filter(call -> call.isOpen() && call.worker().equals(victim.name()))
                .toList();
        long killed = System.nanoTime();
        victim.kill();
        Waiting.until(
                "the killed worker's partitions " + partitions + " are worked on",
                PATIENCE,
                () -> partitions.stream()
                        .allMatch(partition ->
                                firstElsewhere(crew, killed, partition).isPresent()));
        double takeover = partitions.stream()
                        .mapToLong(partition ->
                                firstElsewhere(crew, killed, partition).orElseThrow())
                        .max()
                        .orElse(killed)
                - killed;
        limit(
                "takeoverSeconds",
                "queued jobs of the killed run elsewhere, session timeout " + Field.SESSION.toSeconds() + " s",
                takeover / 1e9,
                Field.SESSION.toSeconds() + GRACE);
        Orphans orphans = Orphans.await(field, prefix, victim.name(), PATIENCE);
        limit("settledAfterLeaseSeconds", "its claims settled or UNKNOWN, after their lease", orphans.latest(), GRACE);
        figures.put("inFlightWhenKilled", open.size());
        figures.put("unknown", orphans.unknown());
        text.printf("  %d calls were in flight, %d claims became UNKNOWN%n", open.size(), orphans.unknown());
    }

    /// Partitions whose last call was this worker's: those that it owns.
    private static Set<Integer> partitionsOf(Crew crew, String worker) {
        Map<Integer, String> owners = new HashMap<>();
        crew.book().calls().forEach(call -> owners.put(Field.partitionOf(call.jobId()), call.worker()));
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue().equals(worker))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static OptionalLong firstElsewhere(Crew crew, long killed, int partition) {
        return crew.book().calls().stream()
                .filter(call -> call.begin() > killed && Field.partitionOf(call.jobId()) == partition)
                .mapToLong(Call::begin)
                .min();
    }

    private static double max(double... values) {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    private void limit(String name, String title, double value, double limit) {
        double rounded = SlotRun.rounded(value);
        figures.put(name, Map.of("value", rounded, "limit", limit, "met", value <= limit));
        text.printf(
                Locale.ROOT,
                "  %-72s %6.2f   limit %4.1f%s%n",
                title,
                rounded,
                limit,
                value <= limit ? "" : "   MISSED");
    }
}
