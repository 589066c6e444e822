package io.diptych.gemini;

import io.diptych.worker.provider.Secret;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the Gemini API is reached.
///
/// @param baseUrl            base address without a version path
/// @param apiKey             key; a worker without one answers every job with `NOT_CONFIGURED`
/// @param callTimeout        longest single call, whatever the job's deadline
/// @param batchTimeout       longest single call of the batch interface; an answer may carry all images of a batch
/// @param connectTimeout     longest wait for a connection
/// @param maxIdleConnections connections kept open between calls, per instance
@Validated
@ConfigurationProperties("diptych.gemini")
record GeminiProperties(
        @DefaultValue("https://generativelanguage.googleapis.com") @NotNull
        URI baseUrl,

        @DefaultValue("") @NotNull Secret apiKey,
        @DefaultValue("5m") @NotNull Duration callTimeout,
        @DefaultValue("2m") @NotNull Duration batchTimeout,
        @DefaultValue("10s") @NotNull Duration connectTimeout,
        @DefaultValue("64") @Positive int maxIdleConnections) {

    GeminiProperties withApiKey(Secret key) {
        return new GeminiProperties(baseUrl, key, callTimeout, batchTimeout, connectTimeout, maxIdleConnections);
    }
}
