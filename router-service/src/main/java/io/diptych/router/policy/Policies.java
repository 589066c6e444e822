package io.diptych.router.policy;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The policies of a deployment by name, which tenant has which, and the one that holds for everybody else. Immutable:
/// whoever changes policies at run time holds the current value.
public final class Policies {
    private final PolicyReader reader;
    private final Map<String, Policy> byName;
    private final Map<String, String> byTenant;
    private final Policy standard;
    private final List<String> warnings;
    private final List<String> names;

    private Policies(
            PolicyReader reader,
            Map<String, Policy> byName,
            Map<String, String> byTenant,
            Policy standard,
            List<String> warnings) {
        this.reader = reader;
        this.byName = Map.copyOf(byName);
        this.byTenant = Map.copyOf(byTenant);
        this.standard = standard;
        this.warnings = List.copyOf(warnings);
        this.names = List.copyOf(new TreeSet<>(byName.keySet()));
    }

    /// The policy of a tenant.
    ///
    /// @param own whether it was given to this tenant; false for the standard one, which holds for everybody else
    public record OfTenant(Policy policy, boolean own) {}

    /// The policies that are shipped with this module.
    ///
    /// @param standard name of the policy for requests that name none
    /// @throws PolicyException with all mistakes, if there are any
    public static Policies shipped(Catalog catalog, String standard) {
        return shipped(catalog, standard, Map.of());
    }

    /// The same with settings of the deployment's.
    ///
    /// @param settings values by name, instead of those that the documents give
    public static Policies shipped(Catalog catalog, String standard, Map<String, String> settings) {
        return read(new PolicyReader(catalog, settings), PolicyFiles.shipped(), standard);
    }

    /// The policies of a folder: every `*.yaml` in it.
    ///
    /// @param standard name of the policy for requests that name none
    /// @throws PolicyException with all mistakes, if there are any
    public static Policies in(Path folder, Catalog catalog, String standard) {
        return in(folder, catalog, standard, Map.of());
    }

    /// The same with settings of the deployment's.
    ///
    /// @param settings values by name, instead of those that the documents give
    public static Policies in(Path folder, Catalog catalog, String standard, Map<String, String> settings) {
        return read(new PolicyReader(catalog, settings), PolicyFiles.in(folder), standard);
    }

    /// Policies from documents, by file name.
    ///
    /// @throws PolicyException with all mistakes, if there are any
    static Policies read(Catalog catalog, Map<String, String> documents, String standard) {
        return read(new PolicyReader(catalog), documents, standard);
    }

    private static Policies read(PolicyReader reader, Map<String, String> documents, String standard) {
        List<Problem> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Map<String, Policy> byName = new TreeMap<>();
        documents.forEach((file, yaml) -> {
            PolicyReading reading = reader.read(file, yaml);
            problems.addAll(reading.problems());
            warnings.addAll(reading.warnings());
            reading.policy().ifPresent(policy -> {
                if (byName.putIfAbsent(policy.name(), policy) != null) {
                    problems.add(new Problem(
                            file, "the file", "name", '"' + policy.name() + '"', "a name that no other policy has"));
                }
            });
        });
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
        return new Policies(reader, byName, Map.of(), chosen, warnings);
    }

    /// These policies and another, which wins over one of the same name, also as the standard one.
    public Policies with(Policy policy) {
        Map<String, Policy> all = new TreeMap<>(byName);
        all.put(policy.name(), policy);
        return new Policies(reader, all, byTenant, policy.name().equals(standard.name()) ? policy : standard, warnings);
    }

    /// These policies and others, which win over those of the same name.
    ///
    /// @param published documents by the name that each must have
    /// @throws PolicyException with all mistakes, if there are any
    public Policies with(Map<String, String> published) {
        List<Problem> problems = new ArrayList<>();
        Policies all = this;
        for (Map.Entry<String, String> document : published.entrySet()) {
            PolicyReading reading = reader.read(document.getKey(), document.getValue());
            problems.addAll(reading.problems());
            Policy policy = reading.found();
            if (policy != null && !policy.name().equals(document.getKey())) {
                problems.add(new Problem(
                        document.getKey(),
                        "the file",
                        "name",
                        '"' + policy.name() + '"',
                        '"' + document.getKey() + '"'));
            }
            all = policy == null ? all : all.with(policy);
        }
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        return all;
    }

    /// These policies without one. The tenants that had it have the standard one; the standard one stays.
    public Policies without(String name) {
        if (name.equals(standard.name())) {
            return this;
        }
        Map<String, Policy> rest = new TreeMap<>(byName);
        rest.remove(name);
        Map<String, String> tenants = new TreeMap<>(byTenant);
        tenants.values().removeIf(name::equals);
        return new Policies(reader, rest, tenants, standard, warnings);
    }

    /// These policies with a policy for each of some tenants.
    ///
    /// @param tenants names of policies by tenant
    /// @throws PolicyException where one names a policy that is not there
    public Policies withTenants(Map<String, String> tenants) {
        List<Problem> problems = tenants.entrySet().stream()
                .filter(entry -> !byName.containsKey(entry.getValue()))
                .map(entry -> new Problem(
                        "configuration",
                        "diptych.router",
                        "tenants." + entry.getKey(),
                        '"' + entry.getValue() + '"',
                        "one of " + names()))
                .toList();
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        return new Policies(reader, byName, tenants, standard, warnings);
    }

    /// The policy of that name; the standard one for null.
    public Optional<Policy> named(@Nullable String name) {
        return name == null ? Optional.of(standard) : Optional.ofNullable(byName.get(name));
    }

    /// The policy of a tenant's requests that name none.
    public OfTenant of(String tenant) {
        Policy own = byName.get(byTenant.getOrDefault(tenant, ""));
        return own == null ? new OfTenant(standard, false) : new OfTenant(own, true);
    }

    /// The names of all policies, in alphabetical order.
    public List<String> names() {
        return names;
    }

    /// What was allowed and hardly meant when documents were read.
    public List<String> warnings() {
        return warnings;
    }
}
