package io.diptych.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

class DiptychPropertiesTest {
    @Test
    void defaultsToPartsOnThisMachine() {
        DiptychProperties properties = bound(Map.of(), Map.of());

        assertThat(properties)
                .isEqualTo(new DiptychProperties(
                        "",
                        List.of("gpt-image-2", "gemini-3.1-flash-image"),
                        false,
                        Duration.ofSeconds(30),
                        "state",
                        new DiptychProperties.Kafka("127.0.0.1:9092", Map.of()),
                        new DiptychProperties.Registry(URI.create("http://127.0.0.1:8081")),
                        new DiptychProperties.Assets(URI.create("file:assets"), null, "us-east-1")));
    }

    @Test
    void mapsEveryKey() {
        DiptychProperties properties = bound(
                Map.ofEntries(
                        Map.entry("diptych.topic-prefix", "staging."),
                        Map.entry("diptych.models", "a,b"),
                        Map.entry("diptych.provision", "true"),
                        Map.entry("diptych.shutdown-grace", "5s"),
                        Map.entry("diptych.state-dir", "elsewhere"),
                        Map.entry("diptych.kafka.bootstrap", "k1:1,k2:2"),
                        Map.entry("diptych.kafka.properties[security.protocol]", "SSL"),
                        Map.entry("diptych.registry.url", "http://r:3"),
                        Map.entry("diptych.assets.root", "s3://b/p"),
                        Map.entry("diptych.assets.endpoint", "http://s:4"),
                        Map.entry("diptych.assets.region", "eu-central-1")),
                Map.of());

        assertThat(properties)
                .isEqualTo(new DiptychProperties(
                        "staging.",
                        List.of("a", "b"),
                        true,
                        Duration.ofSeconds(5),
                        "elsewhere",
                        new DiptychProperties.Kafka("k1:1,k2:2", Map.of("security.protocol", "SSL")),
                        new DiptychProperties.Registry(URI.create("http://r:3")),
                        new DiptychProperties.Assets(
                                URI.create("s3://b/p"), URI.create("http://s:4"), "eu-central-1")));
    }

    @Test
    void readsTheEnvironment() {
        DiptychProperties properties = bound(
                Map.of("diptych.kafka.bootstrap", "file:1"),
                Map.of(
                        "DIPTYCH_KAFKA_BOOTSTRAP", "env:1",
                        "DIPTYCH_REGISTRY_URL", "http://env:2",
                        "DIPTYCH_ASSETS_ROOT", "s3://env",
                        "DIPTYCH_ASSETS_ENDPOINT", "http://env:3",
                        "DIPTYCH_TOPICPREFIX", "env.",
                        "DIPTYCH_MODELS", "m",
                        "DIPTYCH_PROVISION", "true"));

        assertThat(properties.kafka().bootstrap()).isEqualTo("env:1");
        assertThat(properties.registry().url()).hasToString("http://env:2");
        assertThat(properties.assets().root()).hasToString("s3://env");
        assertThat(properties.assets().endpoint()).isEqualTo(URI.create("http://env:3"));
        assertThat(properties.topicPrefix()).isEqualTo("env.");
        assertThat(properties.models()).containsExactly("m");
        assertThat(properties.provision()).isTrue();
    }

    @Test
    void refusesABlankBootstrap() {
        assertThatThrownBy(() -> bound(Map.of("diptych.kafka.bootstrap", " "), Map.of()))
                .rootCause()
                .hasMessageContaining("bootstrap");
    }

    @Test
    void refusesADeploymentWithoutModels() {
        assertThatThrownBy(() -> bound(Map.of("diptych.models", ""), Map.of()))
                .rootCause()
                .hasMessageContaining("models");
    }

    private static DiptychProperties bound(Map<String, Object> file, Map<String, Object> environment) {
        var sources = new StandardEnvironment();
        sources.getPropertySources()
                .forEach(source -> sources.getPropertySources().remove(source.getName()));
        sources.getPropertySources().addLast(new SystemEnvironmentPropertySource("systemEnvironment", environment));
        sources.getPropertySources().addLast(new MapPropertySource("file", file));
        ConfigurationPropertySources.attach(sources);
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return Binder.get(sources)
                    .bindOrCreate(
                            "diptych",
                            org.springframework.boot.context.properties.bind.Bindable.of(DiptychProperties.class),
                            new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator())));
        }
    }
}
