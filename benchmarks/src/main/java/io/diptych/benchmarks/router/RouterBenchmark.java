package io.diptych.benchmarks.router;

import io.diptych.benchmarks.OwnProcess;
import io.diptych.benchmarks.Quantiles;
import io.diptych.schemas.Topics;
import io.diptych.standalone.bench.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How fast the router decides and routes, beside peers of the same run, and what its memory costs.
public final class RouterBenchmark implements Benchmark {
    private static final String DECISION = "decision";
    private static final String SEEN_IDS = "seen-ids";
    private static final long MANY_IDS = 10_000_000;
    private static final long QUICK_IDS = 500_000;
    private static final double MEGABYTE = 1e6;

    @Override
    public String name() {
        return "router";
    }

    @Override
    public String description() {
        return "decision time, throughput beside a bare copy and Apache Camel, added latency, cost of seen ids";
    }

    @Override
    public List<String> parts() {
        return List.of(DECISION, TopologyRun.THROUGHPUT, TopologyRun.LATENCY, SEEN_IDS);
    }

    @Override
    public Map<String, Object> run(boolean quick, PrintStream text) throws Exception {
        return run(Set.copyOf(parts()), quick, text);
    }

    @Override
    public Map<String, Object> run(Set<String> only, PrintStream text) throws Exception {
        return run(only, false, text);
    }

    private static Map<String, Object> run(Set<String> parts, boolean quick, PrintStream text) throws Exception {
        Figures figures = new Figures(text);
        figures.plain(
                "cores",
                "cores, shared with whatever else runs",
                Runtime.getRuntime().availableProcessors(),
                "");
        if (parts.contains(DECISION)) {
            decision(quick, figures, text);
        }
        topology(parts, quick, figures, text);
        if (parts.contains(SEEN_IDS)) {
            seenIds(quick, figures, text);
        }
        return figures.all();
    }

    private static void decision(boolean quick, Figures figures, PrintStream text) throws RunnerException {
        text.println("Decision (JMH, 40 rules, 8 candidates):");
        DecisionTiming decision = DecisionTiming.measure(quick);
        figures.atMost(
                "decisionMedianMicros", "decision, every rule in turn, median", decision.medianMicros(), 5, "us");
        figures.plain("decisionP99Micros", "the same, p99", decision.p99Micros(), "us");
        figures.plain(
                "decisionLastRuleMedianMicros",
                "decision, only rule 40 holds, median",
                decision.lastMedianMicros(),
                "us");
        figures.atMost(
                "decisionWeightedMedianMicros",
                "decision, every rule, ranked by weights, median",
                decision.weightedMedianMicros(),
                5,
                "us");
    }

    private static void topology(Set<String> parts, boolean quick, Figures figures, PrintStream text) throws Exception {
        String[] wanted = Stream.of(TopologyRun.THROUGHPUT, TopologyRun.LATENCY)
                .filter(parts::contains)
                .toArray(String[]::new);
        if (wanted.length == 0) {
            return;
        }
        text.printf(
                "Topology (embedded broker, %d partitions of requests, %d stream threads, the shipped commit pace):%n",
                new Topics("").requests().partitions(), RouterStart.THREADS);
        JsonNode run = OwnProcess.run(TopologyRun.class, 1_500, quick, text, wanted);
        if (run.has(TopologyRun.THROUGHPUT)) {
            throughput(JsonMapper.shared().treeToValue(run.get(TopologyRun.THROUGHPUT), Throughput.class), figures);
        }
        if (run.has(TopologyRun.LATENCY)) {
            latency(run.get(TopologyRun.LATENCY), figures);
        }
    }

    private static void throughput(Throughput pace, Figures figures) {
        figures.plain("routerPerSecond", "router", pace.router(), "requests/s");
        figures.plain("copyPerSecond", "bare exactly-once copy, router's settings", pace.copy(), "records/s");
        figures.plain("copyAlonePerSecond", "the same, one thread, 20 ms", pace.copyAlone(), "records/s");
        figures.plain("copyOutputPerSecond", "bare writer of the router's output", pace.copyOutput(), "requests/s");
        figures.plain("copyToOnePerSecond", "the same into one topic", pace.copyToOne(), "requests/s");
        figures.plain("camelPerSecond", "Apache Camel, 1 consumer", pace.camel(), "requests/s");
        figures.plain("camelFourPerSecond", "Apache Camel, 4 consumers", pace.camelFour(), "requests/s");
        figures.atLeast("ratioToCopy", "router to bare copy", pace.toCopy(), 0.6, "");
        figures.atLeast("ratioToCopyAlone", "router to bare copy, one thread, 20 ms", pace.toCopyAlone(), 0.6, "");
        figures.atLeast("ratioToCopyOfOutput", "router to bare writer of its output", pace.toCopyOfOutput(), 0.6, "");
        figures.plain("ratioToCopyToOne", "router to the same into one topic", pace.toCopyToOne(), "");
        figures.plain("ratioOfOutputToCopy", "bare writer of its output to bare copy", pace.outputToCopy(), "");
        figures.atLeast("ratioToCamel", "router to Apache Camel, 1 consumer", pace.toCamel(), 3, "");
        figures.plain("ratioToBestCamel", "router to the faster Apache Camel", pace.toBestCamel(), "");
    }

    private static void latency(JsonNode measured, Figures figures) {
        List<Long> nanos = new ArrayList<>();
        measured.forEach(each -> nanos.add(each.asLong()));
        Quantiles latency = Quantiles.ofNanos(nanos);
        figures.atMost("latencyP50Millis", "request to job at 200/s, p50", latency.p50(), 30, "ms");
        figures.atMost("latencyP99Millis", "request to job at 200/s, p99", latency.p99(), 120, "ms");
    }

    private static void seenIds(boolean quick, Figures figures, PrintStream text) throws IOException {
        text.println("Seen ids:");
        SeenIdsCost cost = SeenIdsCost.measure(quick ? QUICK_IDS : MANY_IDS);
        figures.plain("seenIds", "ids put in", (double) cost.ids(), "");
        figures.atMost(
                "seenIdsDiskMegabytes",
                quick ? "disk for 10 million, extrapolated" : "disk for 10 million",
                cost.diskBytesFor(MANY_IDS) / MEGABYTE,
                1_500,
                "MB");
        figures.atMost("seenIdsHeapMegabytes", "heap that they hold", cost.heapBytes() / MEGABYTE, 300, "MB");
    }
}
