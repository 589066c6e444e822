package io.diptych.benchmarks.workers;

import io.diptych.benchmarks.workers.SlotRun.Load;
import io.diptych.benchmarks.workers.SlotRun.Result;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The parts of the benchmark, one after another, and their figures together.
final class WorkersRun {
    private static final CallTime THREE = CallTime.of(Duration.ofSeconds(3));
    private static final Duration TEN = Duration.ofSeconds(10);
    /// A fresh process runs interpreted at first, and compiles what it does on the cores that do it.
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final Load QUICK = new Load(100, THREE, 4, 1, 5, Duration.ZERO);
    private static final Load ONE = new Load(100, THREE, 4, 1, 16, WARM_UP);
    private static final Load FOUR = new Load(100, THREE, 4, 4, 16, WARM_UP);
    private static final Load THOUSAND = new Load(1_000, CallTime.of(TEN), 8, 1, 6, WARM_UP);
    /// As providers answer: some sooner and some later.
    private static final Load THOUSAND_SPREAD =
            new Load(1_000, new CallTime(TEN, Duration.ofSeconds(2)), 8, 1, 6, WARM_UP);
    private static final int TIMES = 3;

    /// What can be run alone.
    enum Part {
        SLOTS,
        PROCESSES,
        THOUSAND,
        PEERS,
        MONEY,
        SCALING,
        HEAP,
        STORED,
        LARGE_IMAGES;

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Several runs of one load.
    ///
    /// @param utilisation the median
    private record Median(Result first, double utilisation) {}

    private final Field field;
    private final PrintStream text;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, Object> loads = new LinkedHashMap<>();
    private final Map<String, Object> peers = new LinkedHashMap<>();
    private final Map<String, Object> paidTwice = new LinkedHashMap<>();
    private int runs;

    WorkersRun(Field field, PrintStream text) {
        this.field = field;
        this.text = text;
    }

    /// One load, ours only.
    Map<String, Object> quick() throws Exception {
        window();
        Result result = new SlotRun(field).run(Kind.DIPTYCH, nextPrefix(), QUICK);
        result.print(text, QUICK.title());
        head(result, result.utilisation().steady());
        figures.put("peers", peers);
        figures.put("paidTwice", Map.of("diptych", result.paidTwice()));
        return figures;
    }

    /// The parts that are wanted, in their order.
    Map<String, Object> parts(Set<Part> wanted) throws Exception {
        for (Part part : wanted) {
            switch (part) {
                case SLOTS -> head(slots("oneProcess", ONE, 0.98));
                case PROCESSES -> slots("fourProcesses", FOUR, 0.98);
                case THOUSAND -> {
                    slots("thousandSlots", THOUSAND, 0.97);
                    slots("thousandSlotsSpread", THOUSAND_SPREAD, 0.97);
                }
                case PEERS -> peers();
                case MONEY -> new MoneyRun(field, text).run(paidTwice);
                case SCALING -> figures.put("scaling", new ScalingRun(field, text).run(nextPrefix()));
                case HEAP -> figures.put("heap", new HeapRun(field, text).run(nextPrefix()));
                case STORED -> figures.put("stored", new StoreRun(field, text).run(nextPrefix()));
                case LARGE_IMAGES -> figures.put("largeImages", new LargeImagesRun(field, text).run(nextPrefix()));
            }
        }
        figures.put("loads", loads);
        figures.put("peers", peers);
        figures.put("paidTwice", paidTwice);
        return figures;
    }

    private void peers() throws Exception {
        text.println("Peers, " + ONE.title() + ":");
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DIPTYCH) {
                Result result = new SlotRun(field).run(kind, nextPrefix(), ONE);
                result.print(text, kind.title() + " (" + kind.way() + ")");
                peers.put(kind.title(), result.asMap());
            }
        }
    }

    private void window() {
        text.println(
                "Busy: share of the slots in use from when all are, one call after the first began and processes are"
                        + " warm, to the last call's start.");
    }

    private Median slots(String name, Load load, double goal) throws Exception {
        if (loads.isEmpty()) {
            window();
            text.println("Diptych, the median of " + TIMES + " runs:");
        }
        Result[] results = new Result[TIMES];
        double[] steady = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            results[i] = new SlotRun(field).run(Kind.DIPTYCH, nextPrefix(), load);
            results[i].print(text, load.title());
            steady[i] = results[i].utilisation().steady();
        }
        double median = SlotRun.rounded(Machine.median(steady));
        text.printf(Locale.ROOT, "    median %.3f, goal >= %.2f%s%n", median, goal, median >= goal ? "" : "   MISSED");
        Map<String, Object> all = new LinkedHashMap<>(results[0].asMap());
        all.put("utilisation", median);
        all.put("runs", Arrays.stream(steady).map(SlotRun::rounded).boxed().toList());
        all.put("goal", goal);
        loads.put(name, all);
        return new Median(results[0], median);
    }

    private void head(Median median) {
        head(median.first(), median.utilisation());
    }

    private void head(Result result, double utilisation) {
        figures.put("utilisation", SlotRun.rounded(utilisation));
        figures.put("threads", result.threads());
        figures.put("heapMb", SlotRun.rounded(result.heapMb()));
        figures.put("loadAverage", SlotRun.rounded(result.loadAverage()));
    }

    private String nextPrefix() {
        return "bench" + runs++ + ".";
    }
}
