package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.EndpointRefusedException;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

class GeminiConfigurationTest {
    private static final String SIMULATOR = "http://127.0.0.1:9";

    @Test
    void callsTheGeminiApiByDefaultAndHasNoKey() {
        assertThat(bind(Map.of()))
                .isEqualTo(new GeminiProperties(
                        URI.create("https://generativelanguage.googleapis.com"),
                        Secret.none(),
                        null,
                        null,
                        DataSize.ofMegabytes(15),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(10),
                        64));
    }

    @Test
    void everyKeyMaps() {
        GeminiProperties bound = bind(Map.ofEntries(
                Map.entry("diptych.gemini.base-url", SIMULATOR),
                Map.entry("diptych.gemini.api-key", "AIza-abc"),
                Map.entry("diptych.gemini.call-timeout", "90s"),
                Map.entry("diptych.gemini.batch-timeout", "60s"),
                Map.entry("diptych.gemini.connect-timeout", "3s"),
                Map.entry("diptych.gemini.max-idle-connections", "8"),
                Map.entry("diptych.gemini.vertex.project", "acme"),
                Map.entry("diptych.gemini.vertex.location", "us-central1"),
                Map.entry("diptych.gemini.thinking", "low"),
                Map.entry("diptych.gemini.inline-batch", "3MB")));

        assertThat(bound)
                .isEqualTo(new GeminiProperties(
                        URI.create(SIMULATOR),
                        new Secret("AIza-abc"),
                        new GeminiProperties.Vertex("acme", "us-central1"),
                        GeminiProperties.Thinking.LOW,
                        DataSize.ofMegabytes(3),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(3),
                        8));
    }

    @Test
    void neverPrintsTheKey() {
        assertThat(bind(Map.of("diptych.gemini.api-key", "AIza-abc")).toString())
                .doesNotContain("AIza-abc");
    }

    @Test
    void takesTheEnvironmentsKeyForTheLiveEndpointOnly() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("GEMINI_API_KEY", "AIza-env")));

        assertThat(GeminiConfiguration.withKey(bind(Map.of()), environment).apiKey())
                .isEqualTo(new Secret("AIza-env"));
        assertThat(GeminiConfiguration.withKey(bind(Map.of("diptych.gemini.base-url", SIMULATOR)), environment)
                        .apiKey())
                .isEqualTo(Secret.none());
        assertThat(GeminiConfiguration.withKey(bind(Map.of("diptych.gemini.api-key", "AIza-own")), environment)
                        .apiKey())
                .isEqualTo(new Secret("AIza-own"));
    }

    @Test
    void doesNotStartAgainstALiveEndpointWithoutLeave() {
        assertThatThrownBy(() -> start(Map.of("diptych.gemini.api-key", "AIza-abc")))
                .hasRootCauseInstanceOf(EndpointRefusedException.class)
                .rootCause()
                .hasMessageContaining("https://generativelanguage.googleapis.com");
    }

    @Test
    void startsAgainstASimulator() {
        try (var context = start(Map.of("diptych.gemini.base-url", SIMULATOR, "diptych.gemini.api-key", "AIza-abc"))) {
            assertThat(context.getBean(ImageProvider.class)).isInstanceOf(GeminiImages.class);
            assertThat(context.getBean(BatchProvider.class)).isInstanceOf(GeminiBatches.class);
        }
    }

    @Test
    void capsLiveCalls() {
        try (var context = start(Map.of("diptych.live", "true", "diptych.max-spend", "1"))) {
            assertThat(context.getBean(ImageProvider.class)).isNotInstanceOf(GeminiImages.class);
            assertThat(context.getBean(BatchProvider.class)).isNotInstanceOf(GeminiBatches.class);
        }
    }

    private static AnnotationConfigApplicationContext start(Map<String, Object> settings) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.registerBean(InstantSource.class, InstantSource::system);
        context.register(GeminiConfiguration.class);
        context.refresh();
        return context;
    }

    private static GeminiProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("diptych.gemini", GeminiProperties.class);
    }
}
