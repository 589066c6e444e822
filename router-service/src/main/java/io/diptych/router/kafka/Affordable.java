package io.diptych.router.kafka;

import io.diptych.router.routing.PlannedRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a tenant's budget says to ranked routes.
sealed interface Affordable {
    /// It has room for this one.
    ///
    /// @param remaining what is left for an escalation, best first
    record Buy(PlannedRoute route, List<PlannedRoute> remaining) implements Affordable {}

    /// It has no room.
    record TooDear() implements Affordable {}

    /// The first route that there is room for. A price that nobody knows has room in no budget.
    ///
    /// @param leftMicros null for no budget
    static Affordable of(List<PlannedRoute> ranked, @Nullable Long leftMicros) {
        for (PlannedRoute route : ranked) {
            Long price = route.estimatedMicros();
            if (leftMicros == null || (price != null && price <= leftMicros)) {
                return new Buy(
                        route,
                        ranked.stream().filter(other -> !other.equals(route)).toList());
            }
        }
        return new TooDear();
    }
}
