package io.diptych.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RouterPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new RouterProperties("dual-engine", null, "official", Map.of(), Map.of(), Map.of()));
    }

    @Test
    void mapsEveryKey() {
        assertThat(bind(Map.of(
                        "diptych.router.default-policy", "nano-only",
                        "diptych.router.policies-folder", "policies",
                        "diptych.router.price-book", "seed-000",
                        "diptych.router.settings.imageEditProvider", "openai",
                        "diptych.router.tenants.acme", "adpicto",
                        "diptych.router.endpoints.google", "vertex")))
                .isEqualTo(new RouterProperties(
                        "nano-only",
                        "policies",
                        "seed-000",
                        Map.of("imageEditProvider", "openai"),
                        Map.of("acme", "adpicto"),
                        Map.of("google", "vertex")));
    }

    private static RouterProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("diptych.router", RouterProperties.class);
    }
}
