package io.diptych.openai;

import io.diptych.catalog.Catalog;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.LiveGuard;
import io.diptych.worker.provider.LiveProperties;
import io.diptych.worker.provider.Secret;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Puts the adapter together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OpenAiProperties.class, LiveProperties.class})
class OpenAiConfiguration {
    private static final String PRICE_BOOK_OF_LIVE_CALLS = "official";

    @Bean
    LiveGuard liveGuard(LiveProperties live, InstantSource clock) {
        return new LiveGuard(live, () -> Catalog.load().priceBook(PRICE_BOOK_OF_LIVE_CALLS), clock);
    }

    @Bean
    OpenAiConnection openAiConnection(OpenAiProperties properties, LiveGuard guard, Environment environment) {
        guard.admit("diptych.openai.base-url", properties.baseUrl());
        return new OpenAiConnection(withKey(properties, environment));
    }

    @Bean
    ImageProvider openAiImages(
            OpenAiConnection connection, OpenAiProperties properties, LiveGuard guard, InstantSource clock) {
        return guard.capped(new OpenAiImages(connection, properties, clock));
    }

    /// The key that people keep in their environment is for the live endpoint only: a simulator never gets to see it.
    static OpenAiProperties withKey(OpenAiProperties properties, Environment environment) {
        if (properties.apiKey().isPresent() || LiveGuard.isThisMachine(properties.baseUrl())) {
            return properties;
        }
        return properties.withApiKey(new Secret(environment.getProperty("OPENAI_API_KEY", "")));
    }
}
