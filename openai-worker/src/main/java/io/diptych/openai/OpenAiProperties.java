package io.diptych.openai;

import io.diptych.worker.provider.Secret;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How OpenAI is reached.
///
/// @param baseUrl            base address with its version path; paths are appended as they are
/// @param apiKey             key; a worker without one answers every job with `NOT_CONFIGURED`
/// @param callTimeout        longest single call, whatever the job's deadline
/// @param connectTimeout     longest wait for a connection
/// @param maxIdleConnections connections kept open between calls, per instance
@Validated
@ConfigurationProperties("diptych.openai")
record OpenAiProperties(
        @DefaultValue("https://api.openai.com/v1") @NotNull URI baseUrl,
        @DefaultValue("") @NotNull Secret apiKey,
        @DefaultValue("5m") @NotNull Duration callTimeout,
        @DefaultValue("10s") @NotNull Duration connectTimeout,
        @DefaultValue("64") @Positive int maxIdleConnections) {

    OpenAiProperties withApiKey(Secret key) {
        return new OpenAiProperties(baseUrl, key, callTimeout, connectTimeout, maxIdleConnections);
    }
}
