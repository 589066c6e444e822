package io.diptych.benchmarks.workers;

import java.time.Duration;
import java.util.SplittableRandom;

/// How long calls take.
///
/// @param usual  the mean
/// @param spread how much longer or shorter one may take than another, evenly; zero where all end in step
record CallTime(Duration usual, Duration spread) {
    /// All alike.
    static CallTime of(Duration each) {
        return new CallTime(each, Duration.ZERO);
    }

    /// How long the call of this id takes: the same at each try.
    Duration ofCall(String id) {
        double share = 2 * new SplittableRandom(id.hashCode()).nextDouble() - 1;
        return usual.plusNanos(Math.round(share * spread.toNanos()));
    }

    Duration longest() {
        return usual.plus(spread);
    }

    /// For example `10 s`, or `8 to 12 s`.
    String title() {
        return (spread.isZero() ? "" : usual.minus(spread).toSeconds() + " to ")
                + longest().toSeconds() + " s";
    }
}
