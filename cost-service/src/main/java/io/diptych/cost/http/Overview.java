package io.diptych.cost.http;

import io.diptych.cost.dashboard.DashboardQueries.BudgetStanding;
import io.diptych.cost.dashboard.DashboardQueries.FailureCount;
import io.diptych.cost.dashboard.MonthPace;
import java.time.Instant;
import java.util.List;

/// All that a dashboard shows at first sight. Amounts are micro-USD.
///
/// @param revision grows with everything that is stored for dashboards
/// @param span     the time that total, series and failures are about: whole windows
/// @param tenants  everybody whose attempts have ended, ever
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
        List<BudgetStanding> budgets) {}
