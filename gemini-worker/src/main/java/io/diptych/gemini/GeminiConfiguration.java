package io.diptych.gemini;

import io.diptych.catalog.Catalog;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.LiveGuard;
import io.diptych.worker.provider.LiveProperties;
import io.diptych.worker.provider.LongOperations;
import io.diptych.worker.provider.Secret;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Puts the adapter together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GeminiProperties.class, LiveProperties.class})
class GeminiConfiguration {
    private static final String PRICE_BOOK_OF_LIVE_CALLS = "official";

    @Bean
    LiveGuard liveGuard(LiveProperties live, InstantSource clock) {
        return new LiveGuard(live, () -> Catalog.load().priceBook(PRICE_BOOK_OF_LIVE_CALLS), clock);
    }

    @Bean
    GeminiConnection geminiConnection(GeminiProperties properties, LiveGuard guard, Environment environment) {
        guard.admit("diptych.gemini.base-url", properties.baseUrl());
        return new GeminiConnection(withKey(properties, environment));
    }

    @Bean
    LiveGuard.CappedWithFilms gemini(
            GeminiConnection connection, GeminiProperties properties, LiveGuard guard, InstantSource clock) {
        return guard.capped(
                new GeminiImages(connection, properties, clock),
                new GeminiBatches(connection, properties),
                new LongOperations(
                        model -> model.startsWith(VeoOperations.FAMILY), new VeoOperations(connection, properties)));
    }

    @Bean
    ImageProvider geminiImages(LiveGuard.CappedWithFilms gemini) {
        return gemini.images();
    }

    @Bean
    BatchProvider geminiBatches(LiveGuard.CappedWithFilms gemini) {
        return gemini.batches();
    }

    @Bean
    LongOperations veo(LiveGuard.CappedWithFilms gemini) {
        return gemini.films();
    }

    /// The key that people keep in their environment is for the live endpoint only: a simulator
    /// never gets to see it.
    static GeminiProperties withKey(GeminiProperties properties, Environment environment) {
        if (properties.apiKey().isPresent() || LiveGuard.isThisMachine(properties.baseUrl())) {
            return properties;
        }
        return properties.withApiKey(new Secret(environment.getProperty("GEMINI_API_KEY", "")));
    }
}
