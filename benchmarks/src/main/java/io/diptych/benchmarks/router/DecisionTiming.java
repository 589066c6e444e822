package io.diptych.benchmarks.router;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// How long decisions take, measured by JMH in a JVM of its own.
///
/// @param medianMicros         over requests for every rule in turn
/// @param p99Micros            of the same
/// @param lastMedianMicros     over requests that only the last rule holds for
/// @param weightedMedianMicros over requests for every rule in turn that say what they want ranked by
record DecisionTiming(double medianMicros, double p99Micros, double lastMedianMicros, double weightedMedianMicros) {

    static DecisionTiming measure(boolean quick) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(DecisionBench.class.getName())
                        .verbosity(VerboseMode.SILENT)
                        .forks(1)
                        .jvmArgs("-Xmx256m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(quick ? 2 : 5))
                        .measurementIterations(quick ? 3 : 10)
                        .measurementTime(TimeValue.seconds(quick ? 1 : 3))
                        .build())
                .run();
        Statistics each = statistics(results, "everyRuleInTurn");
        return new DecisionTiming(
                each.getPercentile(50) / 1e3,
                each.getPercentile(99) / 1e3,
                statistics(results, "theLastRule").getPercentile(50) / 1e3,
                statistics(results, "everyRuleByWeights").getPercentile(50) / 1e3);
    }

    private static Statistics statistics(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH measured no " + method))
                .getPrimaryResult()
                .getStatistics();
    }
}
