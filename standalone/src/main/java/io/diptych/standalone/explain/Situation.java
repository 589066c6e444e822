package io.diptych.standalone.explain;

import io.diptych.events.GenerationRequest;
import io.diptych.router.budget.Headroom;
import io.diptych.router.routing.ModelHealth;
import io.diptych.router.routing.RoutingState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How things stand where a decision is made up rather than taken.
///
/// @param health           by catalogue id; a model that is missing fares well
/// @param budgetLeftMicros what the tenant may still spend, in micro-USD; null for no limit
/// @param seed             what chance is drawn from; null for what the router would draw from
public record Situation(
        Map<String, ModelHealth> health,
        @Nullable Long budgetLeftMicros,
        @Nullable Long seed) {
    /// All models well, no budget.
    public static final Situation CALM = new Situation(Map.of(), null, null);

    public Situation {
        health = Map.copyOf(health);
    }

    RoutingState at(Instant at, GenerationRequest request) {
        return new RoutingState(
                at,
                seed == null ? RoutingState.seedOf(request.getTenant(), request.getRequestId()) : seed,
                health,
                Headroom.of(budgetLeftMicros));
    }
}
