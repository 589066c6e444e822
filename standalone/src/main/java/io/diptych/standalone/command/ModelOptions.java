package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.routing.Endpoints;
import io.diptych.standalone.explain.BadInputException;
import io.diptych.standalone.explain.OfflineRouter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/// The options that say which models and prices an offline decision knows.
final class ModelOptions {
    @Option(names = "--book", defaultValue = "official", description = "Price book (default: ${DEFAULT-VALUE}).")
    private String book = "official";

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "ID",
            description = "Models that count as deployed (default: all of the catalogue).")
    private List<String> models = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the policies, instead of the one that a document gives.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--endpoint",
            paramLabel = "PROVIDER=NAME",
            description = "Where a provider is called, which says what models live there, for example"
                    + " google=gemini-api (default: google=vertex, every other provider's own).")
    private Map<String, String> endpoints = new LinkedHashMap<>();

    Map<String, String> settings() {
        return settings;
    }

    String book() {
        return book;
    }

    /// A router that knows the shipped policies and this one.
    OfflineRouter router(Catalog catalog, Policy policy) {
        return router(
                catalog,
                Policies.shipped(catalog, PolicyOptions.DEFAULT_POLICY, settings)
                        .with(policy));
    }

    /// A router over these policies.
    OfflineRouter router(Catalog catalog, Policies policies) {
        return new OfflineRouter(
                catalog, policies, deployed(catalog), book, Endpoints.live(catalog, "vertex", endpoints));
    }

    private Set<String> deployed(Catalog catalog) {
        Set<String> ids = new LinkedHashSet<>();
        if (models.isEmpty()) {
            catalog.models().forEach(model -> ids.add(model.id()));
        }
        models.forEach(name -> ids.add(catalog.model(name)
                .map(Model::id)
                .orElseThrow(() -> new BadInputException("--models names '" + name + "', must be of the catalogue: "
                        + catalog.models().stream().map(Model::id).toList()))));
        return ids;
    }
}
