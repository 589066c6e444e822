package io.diptych.benchmarks.workers;

import io.diptych.events.AttemptStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// What is paid twice when a process joins, and when one is killed: two processes work, a third joins,
/// then the first is killed as `kill -9` does.
final class MoneyRun {
    private static final int PARTITIONS = 12;
    private static final int SLOTS = 25;
    /// Of each of the three processes, so that every thread has a partition.
    private static final int SPRING_THREADS = PARTITIONS / 3;

    private static final Duration CALL = Duration.ofSeconds(2);
    private static final int JOBS = 1_600;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration REBALANCE = Duration.ofSeconds(10);
    private static final Duration AFTER_KILL = Duration.ofSeconds(24);
    /// Short leases, so that the end of what the killed one was buying is seen.
    private static final Map<String, String> SETTINGS = Map.of("call-timeout", "6s", "lease-margin", "2s");

    private final Field field;
    private final PrintStream text;

    MoneyRun(Field field, PrintStream text) {
        this.field = field;
        this.text = text;
    }

    void run(Map<String, Object> paidTwice) throws IOException, InterruptedException, TimeoutException {
        text.printf(
                "Paid twice, 2 processes of %d slots x %d s on %d partitions, a third joins, one is killed:%n",
                SLOTS, CALL.toSeconds(), PARTITIONS);
        for (Kind kind : Kind.values()) {
            paidTwice.put(kind == Kind.DIPTYCH ? "diptych" : kind.title(), run(kind));
        }
    }

    private Map<String, Object> run(Kind kind) throws IOException, InterruptedException, TimeoutException {
        String prefix = "money-" + kind.name().toLowerCase(Locale.ROOT) + ".";
        field.prepare(kind, prefix, PARTITIONS);
        field.publish(prefix, PARTITIONS, JOBS);
        try (Crew crew = new Crew(field, 256)) {
            Map<String, String> settings = kind == Kind.SPRING
                    ? Map.of(SpringWork.CONCURRENCY, Integer.toString(SPRING_THREADS))
                    : kind == Kind.DIPTYCH ? SETTINGS : Map.of();
            Task task = field.task(kind, prefix, SLOTS, CallTime.of(CALL), crew.called(), 12_000, settings);
            RunningWorker first = crew.join(task);
            crew.join(task);
            Waiting.until(
                    "both work",
                    START,
                    () -> crew.book().busy("w0") > 0 && crew.book().busy("w1") > 0);
            Thread.sleep(CALL.multipliedBy(2));
            long joins = System.nanoTime();
            crew.join(task);
            Waiting.happened(START, () -> crew.book().busy("w2") > 0);
            Thread.sleep(REBALANCE);
            int inFlight = crew.book().busy("w0");
            long killed = System.nanoTime();
            first.kill();
            Thread.sleep(AFTER_KILL);
            int byRebalance = crew.book().paidTwice(joins, killed);
            int byKill = crew.book().paidTwice(killed, Long.MAX_VALUE);
            int before = crew.book().paidTwice(Long.MIN_VALUE, joins);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("beforeAll", before);
            figures.put("rebalance", byRebalance);
            figures.put("kill", byKill);
            figures.put("inFlightWhenKilled", inFlight);
            String more = "";
            if (kind == Kind.DIPTYCH) {
                long unknown = field.attempts(prefix).stream()
                        .filter(attempt -> attempt.getStatus() == AttemptStatus.UNKNOWN)
                        .count();
                figures.put("unknownAfterKill", unknown);
                more = ", " + unknown + " of them UNKNOWN, for the policy to buy again or not";
            }
            text.printf(
                    "  %-28s in peace %d, by the join %3d, by the kill %3d (%d were in flight%s)%n",
                    kind.title(), before, byRebalance, byKill, inFlight, more);
            crew.leave();
            return figures;
        }
    }
}
