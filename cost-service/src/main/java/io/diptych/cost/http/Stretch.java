package io.diptych.cost.http;

import io.diptych.cost.dashboard.Scope;
import io.diptych.cost.dashboard.Span;
import io.diptych.cost.rollup.Cube;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// The parameters that say which time and whose money is meant: `last`, or `from` and `to`, and `tenant`. Without
/// any, the last day of all tenants.
///
/// @param last ISO 8601 duration back from now, such as `PT1H` or `P7D`
/// @param from day or moment, inclusive
/// @param to   day or moment, exclusive
record Stretch(
        @Nullable String last,
        @Nullable String from,
        @Nullable String to,
        @Nullable String tenant) {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /// First and last moment.
    Bounds bounds(Instant now) {
        Instant first = Questions.moment("from", from);
        Instant end = Questions.moment("to", to);
        if (last != null && !last.isEmpty()) {
            if (first != null || end != null) {
                throw new BadQuestionException("last", last, "left out where from or to is given");
            }
            return new Bounds(now.minus(length(last)), now);
        }
        Instant until = end == null ? now : end;
        Instant since = first == null ? until.minus(USUAL) : first;
        if (!since.isBefore(until)) {
            throw new BadQuestionException("to", String.valueOf(to), "later than from, which is " + since);
        }
        return new Bounds(since, until);
    }

    /// Which sums of a cube are meant.
    Scope scope(Cube cube, Instant now) {
        Bounds bounds = bounds(now);
        return new Scope(
                Span.covering(bounds.from(), bounds.to(), cube, now),
                tenant == null || tenant.isEmpty() ? null : tenant);
    }

    private static Duration length(String last) {
        try {
            Duration length = Duration.parse(last);
            if (length.isPositive() && length.compareTo(LONGEST) <= 0) {
                return length;
            }
        } catch (DateTimeParseException _) {
            // Told below.
        }
        throw new BadQuestionException("last", last, "an ISO 8601 duration above 0 up to P3660D, such as PT1H or P7D");
    }

    /// A stretch of time.
    ///
    /// @param from inclusive
    /// @param to   exclusive
    record Bounds(Instant from, Instant to) {}
}
