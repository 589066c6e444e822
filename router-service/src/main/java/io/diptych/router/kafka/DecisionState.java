package io.diptych.router.kafka;

import io.diptych.router.routing.ModelHealth;
import io.diptych.router.routing.RoutingState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Writes down what a decision saw of the world.
final class DecisionState {
    private DecisionState() {}

    static Map<String, String> of(RoutingState state) {
        Map<String, String> written = new TreeMap<>();
        written.put("seed", Long.toString(state.seed()));
        state.health().forEach((model, health) -> written.put("health." + model, spelled(health)));
        state.headroom().tightest().ifPresent(room -> {
            written.put("budget.leftMicros", Long.toString(room.leftMicros()));
            if (!room.name().isEmpty()) {
                written.put("budget.tightest", room.name());
            }
        });
        return written;
    }

    private static String spelled(ModelHealth health) {
        Instant until = health.limitedUntil();
        return health.circuit()
                + (until == null ? "" : ", limited until " + until)
                + (health.configured() ? "" : ", no key")
                + (health.reason().isEmpty() ? "" : ": " + health.reason());
    }
}
