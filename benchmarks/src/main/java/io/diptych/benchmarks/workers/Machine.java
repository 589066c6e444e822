package io.diptych.benchmarks.workers;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// What else the machine does, and the middle of several runs on it.
final class Machine {
    private Machine() {}

    /// Load average of the last minute.
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
