package io.diptych.cost.budget;

import java.time.Instant;

/// More money for a while.
///
/// @param micros in micro-USD, more than 0
/// @param from   inclusive
/// @param until  exclusive
/// @param reason for a person, for example who allowed it
public record Increase(long micros, Instant from, Instant until, String reason) {
    public Increase {
        if (micros < 1 || !from.isBefore(until)) {
            throw new IllegalArgumentException("increase is " + micros + " micro-USD from " + from + " until " + until
                    + ", must be more than 0 and end after it begins");
        }
    }

    boolean holdsAt(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }
}
