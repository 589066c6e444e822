package io.diptych.cost.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.diptych.cost.dashboard.DashboardQueries.Point;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Sums of one window and value.
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
