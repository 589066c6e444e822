package io.diptych.quality.verdict;

import io.diptych.catalog.TierOrder;
import io.diptych.events.GenerationJob;
import io.diptych.events.Route;
import java.util.Optional;

/// What the router would buy after an image that fell short: another model's, or a higher tier of the same. What
/// earlier attempts speak against is no longer among the routes that are left.
public final class BetterRoute {
    private BetterRoute() {}

    /// The best of the routes that are left; empty where the router would end the job.
    public static Optional<Route> of(GenerationJob job) {
        return job.getRemaining().stream()
                .filter(route -> isBetter(route, job.getRoute()))
                .findFirst();
    }

    private static boolean isBetter(Route next, Route fellShort) {
        return !next.getModel().equals(fellShort.getModel()) || TierOrder.isHigher(next.getTier(), fellShort.getTier());
    }
}
