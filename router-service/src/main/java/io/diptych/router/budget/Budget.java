package io.diptych.router.budget;

/// What a tenant may spend in a period, and not a micro-dollar more.
///
/// @param limitMicros in micro-USD; 0 for nothing at all
public record Budget(long limitMicros, Period period) {
    public Budget {
        if (limitMicros < 0) {
            throw new IllegalArgumentException("limit is " + limitMicros + " micro-USD, expected 0 or more");
        }
    }
}
