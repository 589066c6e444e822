package io.diptych.router.policy;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The policies of a deployment by name, and the one that holds for requests that name none.
public final class Policies {
    private final Catalog catalog;
    private final Map<String, Policy> byName;
    private final Policy standard;

    private Policies(Catalog catalog, Map<String, Policy> byName, Policy standard) {
        this.catalog = catalog;
        this.byName = Map.copyOf(byName);
        this.standard = standard;
    }

    /// The policies that are shipped with this module.
    ///
    /// @param standard name of the policy for requests that name none
    /// @throws PolicyException with all mistakes, if there are any
    public static Policies shipped(Catalog catalog, String standard) {
        return read(catalog, PolicyFiles.shipped(), standard);
    }

    /// The policies of a folder: every `*.yaml` in it.
    ///
    /// @param standard name of the policy for requests that name none
    /// @throws PolicyException with all mistakes, if there are any
    public static Policies in(Path folder, Catalog catalog, String standard) {
        return read(catalog, PolicyFiles.in(folder), standard);
    }

    /// Policies from documents, by file name.
    ///
    /// @throws PolicyException with all mistakes, if there are any
    static Policies read(Catalog catalog, Map<String, String> documents, String standard) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Policy> byName = new TreeMap<>();
        PolicyReader reader = new PolicyReader(catalog);
        documents.forEach((file, yaml) -> reader.read(file, yaml, problems).ifPresent(policy -> {
            if (byName.putIfAbsent(policy.name(), policy) != null) {
                problems.add(new Problem(
                        file, "the file", "name", '"' + policy.name() + '"', "a name that no other policy has"));
            }
        }));
        Policy chosen = byName.get(standard);
        if (chosen == null && problems.isEmpty()) {
            problems.add(new Problem(
                    "configuration",
                    "diptych.router",
                    "default-policy",
                    '"' + standard + '"',
                    "one of " + byName.keySet()));
        }
        if (chosen == null || !problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        return new Policies(catalog, byName, chosen);
    }

    /// These policies and others, which win over those of the same name.
    ///
    /// @param published documents by the name that each must have
    /// @throws PolicyException with all mistakes, if there are any
    public Policies with(Map<String, String> published) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Policy> all = new TreeMap<>(byName);
        PolicyReader reader = new PolicyReader(catalog);
        published.forEach((name, yaml) -> reader.read(name, yaml, problems).ifPresent(policy -> {
            if (!policy.name().equals(name)) {
                problems.add(new Problem(name, "the file", "name", '"' + policy.name() + '"', '"' + name + '"'));
            }
            all.put(name, policy);
        }));
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        return new Policies(catalog, all, all.getOrDefault(standard.name(), standard));
    }

    /// The policy of that name; the standard one for null.
    public Optional<Policy> named(@Nullable String name) {
        return name == null ? Optional.of(standard) : Optional.ofNullable(byName.get(name));
    }

    /// The names of all policies, in alphabetical order.
    public List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }
}
