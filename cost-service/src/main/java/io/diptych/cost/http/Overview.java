package io.diptych.cost.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.diptych.cost.dashboard.DashboardQueries.BudgetStanding;
import io.diptych.cost.dashboard.DashboardQueries.FailureCount;
import io.diptych.cost.dashboard.DashboardQueries.Group;
import io.diptych.cost.dashboard.DashboardQueries.Point;
import io.diptych.cost.dashboard.MonthPace;
import io.diptych.cost.dashboard.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a dashboard shows at first sight. Amounts are micro-USD.
///
/// @param revision grows with everything that is stored for dashboards
/// @param span     the time that total, series and failures are about: whole windows
/// @param tenants  who spent something in it
/// @param before   the total of the same length of time just before
/// @param month    the calendar month in UTC
/// @param openHeldMicros   what is kept back at this moment, however old
/// @param openUnpriced     postings without a price at this moment, however old
record Overview(
        long revision,
        Instant asOf,
        String currency,
        TimeSpan span,
        List<String> tenants,
        Figures total,
        Figures before,
        MonthPace month,
        long openHeldMicros,
        long openUnpriced,
        Breakdown breakdown,
        List<SeriesPoint> series,
        List<FailureCount> failures,
        List<BudgetStanding> budgets) {

    /// A stretch of time in whole windows.
    ///
    /// @param window their length, ISO 8601
    record TimeSpan(Instant from, Instant to, String window) {
        static TimeSpan of(Span span) {
            return new TimeSpan(span.from(), span.to(), span.window().iso());
        }
    }

    /// Sums by dimensions, dearest first.
    ///
    /// @param by    the dimensions
    /// @param span  the time they are about, which may be longer than what was asked for where sums are kept by the day
    record Breakdown(List<String> by, TimeSpan span, List<Row> rows) {}

    /// Sums that have values in common.
    ///
    /// @param values by dimension; null where there is none
    record Row(Map<String, @Nullable String> values, @JsonUnwrapped Figures figures) {
        static Row of(Group group) {
            return new Row(group.dimensions(), Figures.of(group.sums()));
        }
    }

    /// Sums of one window.
    ///
    /// @param start of the window, inclusive
    record SeriesPoint(
            Instant start,
            @Nullable String value,
            @JsonUnwrapped Figures figures) {
        static SeriesPoint of(Point point) {
            return new SeriesPoint(point.start(), point.value(), Figures.of(point.sums()));
        }
    }
}
