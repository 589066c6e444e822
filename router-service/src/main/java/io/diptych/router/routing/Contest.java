package io.diptych.router.routing;

import io.diptych.router.policy.Policy;
import io.diptych.router.request.RoutingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a ranking may look at.
///
/// @param entries        the routes that can do the job, in the policy's order
/// @param expectedMillis usual time of a route; null where unknown
public record Contest(
        RoutingRequest request,
        Policy policy,
        RoutingState state,
        List<Entry> entries,
        Function<PlannedRoute, @Nullable Long> expectedMillis) {
    public Contest {
        entries = List.copyOf(entries);
    }

    /// A route that can do the job.
    ///
    /// @param group 0 for the candidates of the rule that holds, or of the drawn side of its split; higher
    ///              for those that come in only where the lower groups fail. A ranking orders inside a group.
    public record Entry(PlannedRoute route, int group) {}

    /// The routes in the policy's order.
    public List<PlannedRoute> routes() {
        List<PlannedRoute> routes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            routes.add(entry.route());
        }
        return routes;
    }
}
