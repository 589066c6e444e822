package io.diptych.benchmarks;

import io.diptych.standalone.bench.Benchmark;
import io.diptych.standalone.stack.ExternalParts;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What Diptych adds to an image: from the request's publication to its outcome, with the provider's time taken out.
///
/// Beside it, in the same run and on the same broker, the hops alone: a bare record published and read back once
/// for each of the three topics between request and outcome. The ratio says what routing, claiming, storing and
/// judging cost over plain Kafka.
public final class OverheadBenchmark implements Benchmark {
    private static final int HOPS = 3;

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String description() {
        return "end-to-end time per image without the provider's, p50 and p99, beside bare Kafka hops";
    }

    @Override
    public Map<String, Object> run(boolean quick, PrintStream text) throws Exception {
        int warmUp = quick ? 30 : 100;
        int measured = quick ? 100 : 400;
        StackOptions options = new StackOptions(Optional.empty(), false, false, "official", 500, Optional.empty());
        try (Stack stack = Stack.start(options, ExternalParts.from(Map.of()), (part, took) -> {})) {
            BareHop hop = new BareHop(stack.addresses().kafkaBootstrap());
            Quantiles bare = hop.measure(warmUp, measured);
            PacedImages images = new PacedImages(stack.addresses(), Duration.ofMillis(100));
            images.measure(warmUp);
            Quantiles overhead = images.measure(measured);
            double ratio = overhead.p50() / (HOPS * bare.p50());
            text.printf(
                    Locale.ROOT,
                    "overhead per image   p50 %.1f ms   p99 %.1f ms   (%d images at 10/s)%n",
                    overhead.p50(),
                    overhead.p99(),
                    measured);
            text.printf(
                    Locale.ROOT,
                    "bare Kafka hop       p50 %.1f ms   p99 %.1f ms   (acks=all, same broker)%n",
                    bare.p50(),
                    bare.p99());
            text.printf(Locale.ROOT, "ratio to %d bare hops %.1f%n", HOPS, ratio);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("images", measured);
            figures.put("overheadP50Millis", overhead.p50());
            figures.put("overheadP99Millis", overhead.p99());
            figures.put("bareHopP50Millis", bare.p50());
            figures.put("bareHopP99Millis", bare.p99());
            figures.put("hops", HOPS);
            figures.put("ratioToBareHops", ratio);
            return figures;
        }
    }
}
