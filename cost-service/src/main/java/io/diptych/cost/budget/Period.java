package io.diptych.cost.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/// A stretch of the calendar. It begins at midnight in the budget's time zone, so that a day on which clocks change has
/// 23 or 25 hours.
public enum Period {
    DAY,
    /// From Monday, ISO 8601.
    WEEK,
    MONTH,
    /// From January, April, July or October.
    QUARTER;

    /// Start of the period that a moment falls into, inclusive.
    public Instant startOf(Instant moment, ZoneId zone) {
        return first(moment.atZone(zone).toLocalDate()).atStartOfDay(zone).toInstant();
    }

    /// End of the period that a moment falls into, exclusive.
    public Instant endOf(Instant moment, ZoneId zone) {
        LocalDate first = first(moment.atZone(zone).toLocalDate());
        LocalDate next = switch (this) {
            case DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
            case QUARTER -> first.plus(1, IsoFields.QUARTER_YEARS);
        };
        return next.atStartOfDay(zone).toInstant();
    }

    private LocalDate first(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
        };
    }
}
