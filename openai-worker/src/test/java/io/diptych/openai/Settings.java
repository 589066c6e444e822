package io.diptych.openai;

import io.diptych.worker.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Settings of an adapter for tests.
final class Settings {
    private Settings() {}

    static OpenAiProperties of(URI baseUrl, String key) {
        return of(baseUrl, key, Map.of());
    }

    /// @param more keys below `diptych.openai`
    static OpenAiProperties of(URI baseUrl, String key, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "diptych.openai.base-url", baseUrl.toString(),
                "diptych.openai.api-key", new Secret(key).value(),
                "diptych.openai.call-timeout", Duration.ofSeconds(60).toString(),
                "diptych.openai.connect-timeout", Duration.ofSeconds(5).toString(),
                "diptych.openai.max-idle-connections", "4"));
        more.forEach((name, value) -> settings.put("diptych.openai." + name, value));
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("diptych.openai", OpenAiProperties.class);
    }
}
