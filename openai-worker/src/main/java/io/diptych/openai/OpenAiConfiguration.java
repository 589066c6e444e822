package io.diptych.openai;

import io.diptych.catalog.Catalog;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.LiveGuard;
import io.diptych.worker.provider.LiveProperties;
import io.diptych.worker.provider.Secret;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Puts the adapter together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OpenAiProperties.class, LiveProperties.class})
class OpenAiConfiguration {
    private static final String PRICE_BOOK_OF_LIVE_CALLS = "official";
    private static final String OPENAI_HOST = "api.openai.com";

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
    LiveGuard.Capped openAi(
            OpenAiConnection connection, OpenAiProperties properties, LiveGuard guard, InstantSource clock) {
        Rehearsal.play(properties, clock);
        return guard.capped(
                new OpenAiImages(connection, properties, clock), new OpenAiBatches(connection, properties, clock));
    }

    @Bean
    ImageProvider openAiImages(LiveGuard.Capped openAi) {
        return openAi.images();
    }

    /// A host without a batch interface gets no collector.
    @Bean
    @ConditionalOnProperty(name = "diptych.openai.dialect.batches", havingValue = "true", matchIfMissing = true)
    BatchProvider openAiBatches(LiveGuard.Capped openAi) {
        return openAi.batches();
    }

    /// The key that people keep in their environment is for OpenAI's own endpoint: neither a simulator nor another
    /// host ever gets to see it.
    static OpenAiProperties withKey(OpenAiProperties properties, Environment environment) {
        if (properties.apiKey().isPresent()
                || !OPENAI_HOST.equals(properties.baseUrl().getHost())) {
            return properties;
        }
        return properties.withApiKey(new Secret(environment.getProperty("OPENAI_API_KEY", "")));
    }
}
