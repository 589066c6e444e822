package io.diptych.standalone.replay;

import io.diptych.standalone.replay.ReplayReport.Total;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One side of the comparison, counted in images: where they go, what that costs and how long it takes by the
/// estimates of catalogue and price book.
final class Side {
    /// The share of images without a route.
    static final String NO_ROUTE = "no route";

    private final Map<String, Long> images = new TreeMap<>();
    private long costMicros;
    private long unpriced;
    private long millis;
    private long timed;

    /// Adds an image.
    ///
    /// @param route null for none
    void add(@Nullable RouteKey route, @Nullable Long micros, @Nullable Long expectedMillis) {
        images.merge(route == null ? NO_ROUTE : route.label(), 1L, Long::sum);
        if (route == null) {
            return;
        }
        if (micros == null) {
            unpriced++;
        } else {
            costMicros += micros;
        }
        if (expectedMillis != null) {
            millis += expectedMillis;
            timed++;
        }
    }

    Map<String, Long> images() {
        return images;
    }

    Total total() {
        return new Total(
                images.values().stream().mapToLong(Long::longValue).sum() - images.getOrDefault(NO_ROUTE, 0L),
                images.getOrDefault(NO_ROUTE, 0L),
                costMicros,
                unpriced,
                timed == 0 ? null : millis / timed);
    }
}
