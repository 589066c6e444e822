package io.diptych.standalone.stack;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Broker, registry and database: embedded, but for those that the environment says run elsewhere.
final class Infra implements AutoCloseable {
    static final Map<Part, Integer> DEFAULT_PORTS =
            Map.of(Part.BROKER, 19_092, Part.REGISTRY, 18_081, Part.POSTGRES, 15_432);

    private final @Nullable EmbeddedInfrastructure embedded;
    private final ExternalParts external;

    private Infra(@Nullable EmbeddedInfrastructure embedded, ExternalParts external) {
        this.embedded = embedded;
        this.external = external;
    }

    static Infra start(Optional<Path> dataFolder, boolean fixedPorts, ExternalParts external, StackListener listener) {
        Set<Part> parts = EnumSet.allOf(Part.class);
        external.kafkaBootstrap().ifPresent(there -> parts.remove(Part.BROKER));
        external.registry().ifPresent(there -> parts.remove(Part.REGISTRY));
        external.postgresUrl().ifPresent(there -> parts.remove(Part.POSTGRES));
        if (parts.isEmpty()) {
            return new Infra(null, external);
        }
        Map<Part, Integer> ports = new HashMap<>(fixedPorts ? DEFAULT_PORTS : Map.of());
        ports.keySet().retainAll(parts);
        EmbeddedOptions options = new EmbeddedOptions(
                parts, dataFolder, ports, dataFolder.isPresent(), (part, took) -> listener.ready(part.title(), took));
        return new Infra(EmbeddedInfrastructure.start(options), external);
    }

    String kafkaBootstrap() {
        return external.kafkaBootstrap().orElseGet(() -> embedded().kafkaBootstrap());
    }

    URI registry() {
        return external.registry().orElseGet(() -> embedded().registryUrl());
    }

    /// Settings of the database; none where it runs elsewhere, for services read those variables themselves.
    Map<String, String> postgresSettings() {
        if (external.postgresUrl().isPresent()) {
            return Map.of();
        }
        JdbcAddress address = embedded().postgres();
        return Map.of(
                "diptych.postgres.url", address.url(),
                "diptych.postgres.user", address.user(),
                "diptych.postgres.password", address.password());
    }

    /// Memory of the embedded parts in bytes.
    long residentBytes() {
        return embedded == null
                ? 0
                : embedded.status().stream()
                        .mapToLong(part -> part.residentBytes())
                        .sum();
    }

    private EmbeddedInfrastructure embedded() {
        if (embedded == null) {
            throw new IllegalStateException("nothing is embedded");
        }
        return embedded;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
