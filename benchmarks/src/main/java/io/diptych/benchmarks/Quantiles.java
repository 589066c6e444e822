package io.diptych.benchmarks;

import java.util.List;

/// Quantiles of a sample, in milliseconds, by the nearest-rank method.
public record Quantiles(double p50, double p99) {

    /// Of a sample in nanoseconds.
    public static Quantiles ofNanos(List<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("sample is empty, must have one value at least");
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        return new Quantiles(rank(sorted, 0.50), rank(sorted, 0.99));
    }

    private static double rank(List<Long> sorted, double quantile) {
        int index = Math.max(0, (int) Math.ceil(quantile * sorted.size()) - 1);
        return sorted.get(index) / 1e6;
    }
}
