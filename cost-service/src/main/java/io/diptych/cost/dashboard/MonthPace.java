package io.diptych.cost.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// What a calendar month in UTC will have cost at the mean pace since its start, whether there is a budget or not.
///
/// @param start          inclusive
/// @param end            exclusive
/// @param spentMicros    spent and held so far, in micro-USD
/// @param forecastMicros by the end, rounded down; null in the first fiftieth of the month, when one job more or less
///                       would change everything
public record MonthPace(
        Instant start,
        Instant end,
        long spentMicros,
        @Nullable Long forecastMicros) {
    private static final int TOO_EARLY = 50;

    /// The month that a moment is in, as a stretch of time.
    public static Instant startOf(Instant now) {
        return month(now).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// How the month of a moment goes.
    ///
    /// @param spentMicros spent and held since [#startOf(Instant)]
    public static MonthPace of(Instant now, long spentMicros) {
        Instant start = startOf(now);
        Instant end =
                month(now).plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        long length = Duration.between(start, end).toMillis();
        long elapsed = Duration.between(start, now).toMillis();
        boolean early = elapsed < length / TOO_EARLY;
        return new MonthPace(
                start, end, spentMicros, early ? null : Long.valueOf((long) ((double) spentMicros * length / elapsed)));
    }

    private static YearMonth month(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC));
    }
}
