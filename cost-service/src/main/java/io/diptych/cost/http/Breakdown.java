package io.diptych.cost.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.diptych.cost.dashboard.DashboardQueries.Group;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sums by dimensions, dearest first.
///
/// @param by   the dimensions
/// @param span the time they are about, which is longer than what was asked for where sums are kept by the day
record Breakdown(List<String> by, TimeSpan span, List<Row> rows) {
    Breakdown {
        by = List.copyOf(by);
        rows = List.copyOf(rows);
    }

    /// Sums that have values in common.
    ///
    /// @param values by dimension; null where there is none
    record Row(
            Map<String, @Nullable String> values,
            @JsonUnwrapped Figures figures) {

        static Row of(Group group) {
            return new Row(group.dimensions(), Figures.of(group.sums()));
        }
    }
}
