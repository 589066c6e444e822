package io.diptych.router.budget;

import java.time.Instant;

/// A stretch of time that a limit holds for.
///
/// @param start inclusive
/// @param end   exclusive
public record Span(Instant start, Instant end) {
    public Span {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "period starts at " + start + " and ends at " + end + ", expected the end after the start");
        }
    }

    /// Whether the moment lies in it.
    public boolean contains(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }
}
