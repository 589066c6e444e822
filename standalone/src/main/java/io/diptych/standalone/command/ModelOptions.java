package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.router.policy.Policies;
import io.diptych.standalone.explain.BadInputException;
import io.diptych.standalone.explain.OfflineRouter;
import java.util.LinkedHashSet;
import java.util.List;
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

    /// A router over these policies.
    OfflineRouter router(Catalog catalog, Policies policies) {
        return new OfflineRouter(catalog, policies, deployed(catalog), book);
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
