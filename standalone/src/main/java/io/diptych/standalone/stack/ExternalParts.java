package io.diptych.standalone.stack;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Parts that run elsewhere and are not to be embedded, as the environment names them.
///
/// @param kafkaBootstrap `DIPTYCH_KAFKA_BOOTSTRAP`
/// @param registry       `DIPTYCH_REGISTRY_URL`
/// @param postgresUrl    `DIPTYCH_POSTGRES_URL`, with `DIPTYCH_POSTGRES_USER` and `DIPTYCH_POSTGRES_PASSWORD`
/// @param assetsRoot     `DIPTYCH_ASSETS_ROOT`
public record ExternalParts(
        Optional<String> kafkaBootstrap,
        Optional<URI> registry,
        Optional<String> postgresUrl,
        Optional<String> assetsRoot) {

    /// Reads the environment.
    public static ExternalParts from(Map<String, String> environment) {
        return new ExternalParts(
                Optional.ofNullable(environment.get("DIPTYCH_KAFKA_BOOTSTRAP")),
                Optional.ofNullable(environment.get("DIPTYCH_REGISTRY_URL")).map(URI::create),
                Optional.ofNullable(environment.get("DIPTYCH_POSTGRES_URL")),
                Optional.ofNullable(environment.get("DIPTYCH_ASSETS_ROOT")));
    }
}
