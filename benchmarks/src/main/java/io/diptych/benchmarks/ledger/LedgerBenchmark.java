package io.diptych.benchmarks.ledger;

import io.diptych.benchmarks.OwnProcess;
import io.diptych.benchmarks.Quantiles;
import io.diptych.benchmarks.router.Figures;
import io.diptych.standalone.bench.Benchmark;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// How fast postings reach topic and table beside PostgreSQL's own COPY, how old a sum is, and what many
/// combinations of dimensions cost in memory.
public final class LedgerBenchmark implements Benchmark {
    private static final double MEGABYTE = 1e6;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String description() {
        return "postings into topic and PostgreSQL beside COPY, age of rollups, heap of 10,000 combinations";
    }

    @Override
    public Map<String, Object> run(boolean quick, PrintStream text) throws Exception {
        Figures figures = new Figures(text);
        figures.plain(
                "cores",
                "cores, shared with broker, registry and database",
                Runtime.getRuntime().availableProcessors(),
                "");
        JsonNode run = OwnProcess.run(LedgerRun.class, 1_200, quick, text);
        double ledger = run.get("ledgerPerSecond").asDouble();
        double copy = run.get("copyPerSecond").asDouble();
        figures.atLeast("ledgerPerSecond", "postings into topic and table", ledger, 20_000, "per second");
        figures.plain("copyPerSecond", "COPY into a table with the same indexes", copy, "per second");
        figures.plain(
                "bareCopyPerSecond",
                "COPY into a table without any",
                run.get("bareCopyPerSecond").asDouble(),
                "per second");
        figures.atLeast("ratioToCopy", "ledger to COPY, same indexes", ledger / copy, 0.3, "");
        List<Long> nanos = new ArrayList<>();
        run.get("rollupAgeNanos").forEach(each -> nanos.add(each.asLong()));
        Quantiles age = Quantiles.ofNanos(nanos);
        figures.plain("rollupP50Millis", "from result to sum at 50/s, p50", age.p50(), "ms");
        figures.atMost("rollupP99Millis", "from result to sum at 50/s, p99", age.p99(), 2_000, "ms");
        figures.plain(
                "combinations",
                "combinations of dimensions",
                run.get("combinations").asDouble(),
                "");
        figures.atMost(
                "heapMegabytes",
                "heap with them, the whole service",
                run.get("heapBytes").asLong() / MEGABYTE,
                400,
                "MB");
        return figures.all();
    }
}
