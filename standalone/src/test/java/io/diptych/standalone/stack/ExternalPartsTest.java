package io.diptych.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalPartsTest {

    @Test
    void embedsEverythingWhereTheEnvironmentSaysNothing() {
        ExternalParts parts = ExternalParts.from(Map.of());

        assertThat(parts.kafkaBootstrap()).isEmpty();
        assertThat(parts.registry()).isEmpty();
        assertThat(parts.postgresUrl()).isEmpty();
        assertThat(parts.assetsRoot()).isEmpty();
    }

    @Test
    void takesWhatTheEnvironmentNames() {
        ExternalParts parts = ExternalParts.from(Map.of(
                "DIPTYCH_KAFKA_BOOTSTRAP", "kafka:9092",
                "DIPTYCH_REGISTRY_URL", "http://registry:8080",
                "DIPTYCH_POSTGRES_URL", "jdbc:postgresql://db/diptych",
                "DIPTYCH_ASSETS_ROOT", "s3://images/diptych"));

        assertThat(parts.kafkaBootstrap()).contains("kafka:9092");
        assertThat(parts.registry()).contains(URI.create("http://registry:8080"));
        assertThat(parts.postgresUrl()).contains("jdbc:postgresql://db/diptych");
        assertThat(parts.assetsRoot()).contains("s3://images/diptych");
    }
}
