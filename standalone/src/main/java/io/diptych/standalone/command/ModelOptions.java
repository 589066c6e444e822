package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.routing.Endpoints;
import io.diptych.standalone.explain.BadInputException;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackAddresses;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which models and prices an offline decision knows.
final class ModelOptions {
    @Option(names = "--book", description = "Price book (default: official, or the running stack's).")
    private @Nullable String book;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "ID",
            description = "Models that count as deployed (default: all of the catalogue, or the running stack's).")
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
                    + " google=gemini-api (default: google=vertex and every other provider's own, or as the running"
                    + " stack calls them).")
    private Map<String, String> endpoints = new LinkedHashMap<>();

    Map<String, String> settings() {
        return settings;
    }

    String book() {
        return Objects.requireNonNullElse(book, "official");
    }

    /// A router that knows the shipped policies and this one.
    OfflineRouter router(Catalog catalog, Policy policy) {
        return router(catalog, with(catalog, policy));
    }

    /// A router over these policies.
    OfflineRouter router(Catalog catalog, Policies policies) {
        return new OfflineRouter(
                catalog,
                policies,
                deployed(catalog, List.of()),
                known(catalog, book()),
                Endpoints.live(catalog, "vertex", endpoints));
    }

    /// A router with the models and prices of a running stack, but where options say otherwise.
    OfflineRouter router(Catalog catalog, Policy policy, StackAddresses stack) {
        return new OfflineRouter(
                catalog,
                with(catalog, policy),
                deployed(catalog, Stack.MODELS),
                known(catalog, Objects.requireNonNullElse(book, stack.priceBook())),
                stack.simulator() == null
                        ? Endpoints.live(catalog, "gemini-api", endpoints)
                        : new Endpoints(endpoints));
    }

    private static String known(Catalog catalog, String book) {
        try {
            return catalog.priceBook(book).name();
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--book: " + e.getMessage());
        }
    }

    private Policies with(Catalog catalog, Policy policy) {
        return Policies.shipped(catalog, PolicyOptions.DEFAULT_POLICY, settings).with(policy);
    }

    /// @param standard those that count where no option says so; empty for the whole catalogue
    private Set<String> deployed(Catalog catalog, List<String> standard) {
        Set<String> ids = new LinkedHashSet<>();
        if (models.isEmpty()) {
            ids.addAll(standard);
        }
        if (models.isEmpty() && standard.isEmpty()) {
            catalog.models().forEach(model -> ids.add(model.id()));
        }
        models.forEach(name -> ids.add(catalog.model(name)
                .map(Model::id)
                .orElseThrow(() -> new BadInputException("--models names '" + name + "', must be of the catalogue: "
                        + catalog.models().stream().map(Model::id).toList()))));
        return ids;
    }
}
