package io.diptych.cost.dashboard;

import io.diptych.cost.rollup.Cube;
import io.diptych.cost.rollup.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A stretch of time as sums can answer it: whole windows of one length, the shortest that makes no more than a hundred
/// of them and is still kept for that time.
///
/// @param from   inclusive, start of a window
/// @param to     exclusive, end of a window
/// @param window whose sums are added up
public record Span(Instant from, Instant to, Window window) {
    private static final Duration MINUTES_UP_TO = Duration.ofHours(3);
    private static final Duration HOURS_UP_TO = Duration.ofDays(4);
    private static final Duration MINUTES_KEPT = Duration.ofDays(8);
    private static final Duration HOURS_KEPT = Duration.ofDays(100);
    private static final Duration DAYS_KEPT = Duration.ofDays(4_000);

    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from is " + from + ", must be before to, which is " + to);
        }
    }

    /// The span that covers a stretch of time.
    ///
    /// @param from inclusive
    /// @param to   exclusive, after from
    /// @param cube whose sums are asked for
    public static Span covering(Instant from, Instant to, Cube cube, Instant now) {
        List<Window> windows = cube.windows();
        Window window = windows.stream()
                .filter(one ->
                        Duration.between(from, to).compareTo(longest(one)) <= 0 && !from.isBefore(now.minus(kept(one))))
                .findFirst()
                .orElse(windows.getLast());
        return new Span(window.startOf(from), window.endOf(window.startOf(to.minusMillis(1))), window);
    }

    /// The same length of time just before.
    public Span before() {
        return new Span(from.minus(Duration.between(from, to)), from, window);
    }

    /// How long sums over such windows are kept after their start.
    static Duration kept(Window window) {
        return switch (window) {
            case MINUTE -> MINUTES_KEPT;
            case HOUR -> HOURS_KEPT;
            case DAY -> DAYS_KEPT;
        };
    }

    private static Duration longest(Window window) {
        return switch (window) {
            case MINUTE -> MINUTES_UP_TO;
            case HOUR -> HOURS_UP_TO;
            case DAY -> DAYS_KEPT;
        };
    }
}
