package io.diptych.router.routing;

import io.diptych.events.CircuitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts routes of models that fare badly behind the others.
final class LiveOrder {
    private LiveOrder() {}

    /// The same routes: those of models that answer first, each part in its old order.
    static List<PlannedRoute> of(List<PlannedRoute> ranked, RoutingState state) {
        if (state.health().isEmpty()) {
            return ranked;
        }
        List<PlannedRoute> well = new ArrayList<>(ranked.size());
        List<PlannedRoute> badly = new ArrayList<>(0);
        for (PlannedRoute route : ranked) {
            (trouble(route.model(), state) == null ? well : badly).add(route);
        }
        well.addAll(badly);
        return well;
    }

    /// Why a model should not be asked now, or null where nothing speaks against it.
    static @Nullable String trouble(String model, RoutingState state) {
        ModelHealth health = state.health().get(model);
        if (health == null) {
            return null;
        }
        if (health.circuit() == CircuitState.OPEN) {
            return "its circuit is open" + told(health);
        }
        Instant until = health.limitedUntil();
        return until != null && until.isAfter(state.at())
                ? "its provider takes no calls until " + until + told(health)
                : null;
    }

    private static String told(ModelHealth health) {
        return health.reason().isEmpty() ? "" : " (" + health.reason() + ")";
    }
}
