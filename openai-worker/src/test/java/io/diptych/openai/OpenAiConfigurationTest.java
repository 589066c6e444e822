package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.openai.Dialect.References;
import io.diptych.openai.Dialect.SizeSyntax;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.EndpointRefusedException;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class OpenAiConfigurationTest {
    private static final String SIMULATOR = "http://127.0.0.1:9/v1";

    @Test
    void callsOpenAiByDefaultAndHasNoKey() {
        assertThat(bind(Map.of()))
                .isEqualTo(new OpenAiProperties(
                        "openai",
                        URI.create("https://api.openai.com/v1"),
                        Secret.none(),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(10),
                        64,
                        2,
                        Map.of(),
                        new Dialect(
                                true, true, true, SizeSyntax.PIXELS, References.FORM, 16, "", true, true, Map.of())));
    }

    @Test
    void everyKeyMaps() {
        Map<String, String> settings = new HashMap<>();
        settings.put("diptych.openai.provider", "byteplus");
        settings.put("diptych.openai.base-url", SIMULATOR);
        settings.put("diptych.openai.api-key", "sk-abc");
        settings.put("diptych.openai.call-timeout", "90s");
        settings.put("diptych.openai.batch-timeout", "80s");
        settings.put("diptych.openai.connect-timeout", "3s");
        settings.put("diptych.openai.max-idle-connections", "8");
        settings.put("diptych.openai.partial-images", "1");
        settings.put("diptych.openai.input-fidelity[gpt-image-1.5]", "high");
        settings.put("diptych.openai.dialect.count", "false");
        settings.put("diptych.openai.dialect.quality", "false");
        settings.put("diptych.openai.dialect.output-format", "false");
        settings.put("diptych.openai.dialect.size", "tier");
        settings.put("diptych.openai.dialect.references", "body");
        settings.put("diptych.openai.dialect.max-references", "14");
        settings.put("diptych.openai.dialect.response-format", "url");
        settings.put("diptych.openai.dialect.streaming", "false");
        settings.put("diptych.openai.dialect.batches", "false");
        settings.put("diptych.openai.dialect.body.watermark", "false");

        assertThat(bind(settings))
                .isEqualTo(new OpenAiProperties(
                        "byteplus",
                        URI.create(SIMULATOR),
                        new Secret("sk-abc"),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(80),
                        Duration.ofSeconds(3),
                        8,
                        1,
                        Map.of("gpt-image-1.5", "high"),
                        new Dialect(
                                false,
                                false,
                                false,
                                SizeSyntax.TIER,
                                References.BODY,
                                14,
                                "url",
                                false,
                                false,
                                Map.of("watermark", "false"))));
    }

    @Test
    void keepsTheEnvironmentsKeyFromOtherHosts() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("OPENAI_API_KEY", "sk-env")));

        assertThat(OpenAiConfiguration.withKey(
                                bind(Map.of("diptych.openai.base-url", "https://ark.example/api/v3")), environment)
                        .apiKey())
                .isEqualTo(Secret.none());
    }

    @Test
    void hasNoBatchesWhereTheHostHasNone() {
        try (var context =
                start(Map.of("diptych.openai.base-url", SIMULATOR, "diptych.openai.dialect.batches", "false"))) {
            assertThat(context.getBeanNamesForType(BatchProvider.class)).isEmpty();
        }
        try (var context = start(Map.of("diptych.openai.base-url", SIMULATOR))) {
            assertThat(context.getBean(BatchProvider.class)).isInstanceOf(OpenAiBatches.class);
        }
    }

    @Test
    void neverPrintsTheKey() {
        assertThat(bind(Map.of("diptych.openai.api-key", "sk-abc")).toString()).doesNotContain("sk-abc");
    }

    @Test
    void takesTheEnvironmentsKeyForTheLiveEndpointOnly() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("OPENAI_API_KEY", "sk-env")));

        assertThat(OpenAiConfiguration.withKey(bind(Map.of()), environment).apiKey())
                .isEqualTo(new Secret("sk-env"));
        assertThat(OpenAiConfiguration.withKey(bind(Map.of("diptych.openai.base-url", SIMULATOR)), environment)
                        .apiKey())
                .isEqualTo(Secret.none());
        assertThat(OpenAiConfiguration.withKey(bind(Map.of("diptych.openai.api-key", "sk-own")), environment)
                        .apiKey())
                .isEqualTo(new Secret("sk-own"));
    }

    @Test
    void doesNotStartAgainstALiveEndpointWithoutLeave() {
        assertThatThrownBy(() -> start(Map.of("diptych.openai.api-key", "sk-abc")))
                .hasRootCauseInstanceOf(EndpointRefusedException.class)
                .rootCause()
                .hasMessageContaining("https://api.openai.com/v1");
    }

    @Test
    void startsAgainstASimulator() {
        try (var context = start(Map.of("diptych.openai.base-url", SIMULATOR, "diptych.openai.api-key", "sk-abc"))) {
            assertThat(context.getBean(ImageProvider.class)).isInstanceOf(OpenAiImages.class);
        }
    }

    @Test
    void capsLiveCalls() {
        try (var context = start(Map.of("diptych.live", "true", "diptych.max-spend", "1"))) {
            assertThat(context.getBean(ImageProvider.class)).isNotInstanceOf(OpenAiImages.class);
        }
    }

    private static AnnotationConfigApplicationContext start(Map<String, Object> settings) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.registerBean(InstantSource.class, InstantSource::system);
        context.register(OpenAiConfiguration.class);
        context.refresh();
        return context;
    }

    private static OpenAiProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("diptych.openai", OpenAiProperties.class);
    }
}
