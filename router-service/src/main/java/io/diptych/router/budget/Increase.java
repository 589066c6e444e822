package io.diptych.router.budget;

import java.time.Instant;

/// More money for a while. It ends by itself, whether or not anybody says so then.
///
/// @param micros in micro-USD, more than 0
/// @param from   inclusive
/// @param until  exclusive
public record Increase(long micros, Instant from, Instant until) {
    public Increase {
        if (micros < 1 || !from.isBefore(until)) {
            throw new IllegalArgumentException("increase is " + micros + " micro-USD from " + from + " until " + until
                    + ", expected more than 0 and an end after the beginning");
        }
    }

    boolean holdsAt(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }
}
