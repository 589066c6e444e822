package io.diptych.router.routing;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Lifecycle;
import io.diptych.catalog.Model;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where the workers of a deployment call each provider, and so which models are alive.
///
/// @param byProvider endpoint of the catalogue, such as `gemini-api` or `vertex`, by provider; the simulator for a
/// provider
///                   that is missing
public record Endpoints(Map<String, String> byProvider) {
    /// Every provider simulated: all models are alive, and nobody trains on anything.
    public static final Endpoints SIMULATED = new Endpoints(Map.of());

    private static final int MOST_SUCCESSORS = 5;

    public Endpoints {
        byProvider = Map.copyOf(byProvider);
    }

    /// Real providers: each model on its provider's own endpoint, which has the provider's name, but where told
    /// otherwise.
    ///
    /// @param google where Google's models are called: `gemini-api`, or `vertex`
    /// @param told   endpoints by provider, which win
    public static Endpoints live(Catalog catalog, String google, Map<String, String> told) {
        Map<String, String> all = new HashMap<>();
        catalog.models().forEach(model -> all.put(model.provider(), model.provider()));
        all.put("google", google);
        all.putAll(told);
        return new Endpoints(all);
    }

    /// Which model answers where one is asked for.
    sealed interface Alive {
        /// This one.
        ///
        /// @param note why another one answers; empty where it is the one that was asked for
        record Answering(Model model, String note) implements Alive {}

        /// None.
        record Gone(String reason) implements Alive {}
    }

    /// The endpoint on which a model is called.
    String of(Model model) {
        return byProvider.getOrDefault(model.provider(), Lifecycle.SIMULATOR);
    }

    /// The model itself, or the successor that its provider names after its last day.
    Alive alive(Model model, Catalog catalog, Instant at) {
        if (byProvider.isEmpty()) {
            return new Alive.Answering(model, "");
        }
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        Model current = model;
        for (int i = 0; i < MOST_SUCCESSORS; i++) {
            String endpoint = of(current);
            if (current.lifecycle().aliveOn(endpoint, day)) {
                return new Alive.Answering(
                        current, current.equals(model) ? "" : ", in place of " + model.id() + ", which is shut down");
            }
            Optional<Model> successor =
                    current.lifecycle().replacementOn(endpoint).flatMap(catalog::model);
            if (successor.isEmpty()) {
                return new Alive.Gone("does not answer on " + endpoint + " on " + day + " and has no successor there");
            }
            current = successor.get();
        }
        return new Alive.Gone("has no successor that answers on " + day);
    }
}
