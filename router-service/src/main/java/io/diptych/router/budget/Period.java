package io.diptych.router.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/// When a limit begins anew.
public sealed interface Period {
    /// The stretch that a moment lies in.
    Span at(Instant moment);

    /// Units of a calendar.
    enum Unit {
        DAY,
        WEEK,
        MONTH,
        QUARTER
    }

    /// Days, weeks from Monday, months, or quarters from January, April, July and October, of a
    /// time zone.
    record Calendar(Unit unit, ZoneId zone) implements Period {
        @Override
        public Span at(Instant moment) {
            LocalDate day = moment.atZone(zone).toLocalDate();
            LocalDate first = switch (unit) {
                case DAY -> day;
                case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
                case MONTH -> day.with(TemporalAdjusters.firstDayOfMonth());
                case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            };
            LocalDate next = switch (unit) {
                case DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
                case QUARTER -> first.plus(1, IsoFields.QUARTER_YEARS);
            };
            return new Span(
                    first.atStartOfDay(zone).toInstant(),
                    next.atStartOfDay(zone).toInstant());
        }
    }

    /// A stretch that somebody named. When it is over and nobody has named the next one yet, stretches
    /// of its length follow.
    record Named(Span first) implements Period {
        @Override
        public Span at(Instant moment) {
            if (moment.isBefore(first.end())) {
                return first;
            }
            Duration length = Duration.between(first.start(), first.end());
            long gone = Duration.between(first.start(), moment).dividedBy(length);
            Instant start = first.start().plus(length.multipliedBy(gone));
            return new Span(start, start.plus(length));
        }
    }
}
