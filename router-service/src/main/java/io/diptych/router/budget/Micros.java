package io.diptych.router.budget;

/// Sums of micro-USD that end at the largest number there is instead of beginning anew below zero.
final class Micros {
    private Micros() {}

    static long plus(long one, long other) {
        long sum = one + other;
        boolean overflow = ((one ^ sum) & (other ^ sum)) < 0;
        return overflow ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    static long minus(long from, long what) {
        return what == Long.MIN_VALUE ? plus(plus(from, Long.MAX_VALUE), 1) : plus(from, -what);
    }
}
