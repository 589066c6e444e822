package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.router.policy.Policies;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says which policies there are.
final class PolicyOptions {
    /// Of requests that name none.
    static final String DEFAULT_POLICY = "dual-engine";

    @Option(
            names = "--policies",
            paramLabel = "FOLDER",
            description = "Folder of policy documents, instead of the shipped ones.")
    private @Nullable Path folder;

    /// @param settings values by name, instead of those that the documents give
    Policies policies(Catalog catalog, Map<String, String> settings) {
        return folder == null
                ? Policies.shipped(catalog, DEFAULT_POLICY, settings)
                : Policies.in(folder, catalog, DEFAULT_POLICY, settings);
    }
}
