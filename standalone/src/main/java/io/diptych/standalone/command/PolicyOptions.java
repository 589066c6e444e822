package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.router.policy.Policies;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says which policies there are.
final class PolicyOptions {
    /// Of requests that name none.
    private static final String DEFAULT_POLICY = "dual-engine";

    @Option(
            names = "--policies",
            paramLabel = "FOLDER",
            description = "Folder of policy documents, instead of the shipped ones.")
    private @Nullable Path folder;

    Policies policies(Catalog catalog) {
        return folder == null
                ? Policies.shipped(catalog, DEFAULT_POLICY)
                : Policies.in(folder, catalog, DEFAULT_POLICY);
    }
}
