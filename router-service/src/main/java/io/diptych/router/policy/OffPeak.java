package io.diptych.router.policy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// Hours of the day in which batches are submitted. The end may lie before the start: then the night is meant.
///
/// @param from first moment of the window
/// @param to   first moment after it
/// @param zone whose clock
public record OffPeak(LocalTime from, LocalTime to, ZoneId zone) {
    public OffPeak {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "from and to are both " + from + ", expected two different times of the day");
        }
    }

    /// Whether the moment lies in the window.
    public boolean covers(Instant at) {
        LocalTime time = at.atZone(zone).toLocalTime();
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    @Override
    public String toString() {
        return from + "-" + to + " " + zone;
    }
}
