package io.diptych.router.routing;

import io.diptych.router.request.RoutingRequest;
import java.util.List;

/// Orders the routes that can do a job, best first. A pure function, so that a decision can be replayed.
@FunctionalInterface
public interface Ranking {
    /// The order in which the policy's author wrote them.
    Ranking AS_WRITTEN = (_, eligible) -> eligible;

    /// The same routes, best first.
    ///
    /// @param eligible in the policy's order
    List<PlannedRoute> rank(RoutingRequest request, List<PlannedRoute> eligible);
}
