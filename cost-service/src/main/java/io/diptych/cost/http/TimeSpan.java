package io.diptych.cost.http;

import io.diptych.cost.dashboard.Span;
import java.time.Instant;

/// A stretch of time in whole windows.
///
/// @param from   inclusive
/// @param to     exclusive
/// @param window their length, ISO 8601
record TimeSpan(Instant from, Instant to, String window) {

    static TimeSpan of(Span span) {
        return new TimeSpan(span.from(), span.to(), span.window().iso());
    }
}
