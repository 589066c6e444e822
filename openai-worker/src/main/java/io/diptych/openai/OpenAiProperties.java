package io.diptych.openai;

import io.diptych.worker.provider.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How OpenAI, or a host that speaks its dialect, is reached.
///
/// @param provider           catalogue name of the provider, such as `openai` or `byteplus`
/// @param baseUrl            base address with its version path; paths are appended as they are
/// @param apiKey             key; a worker without one answers every job with `NOT_CONFIGURED`
/// @param callTimeout        longest single call, whatever the job's deadline
/// @param batchTimeout       longest single call of the batch interface; an answer may carry all images of a batch
/// @param connectTimeout     longest wait for a connection
/// @param maxIdleConnections connections kept open between calls, per instance
/// @param partialImages      unfinished images to ask for where somebody watches; each is billed; 0 for none
/// @param inputFidelity      `input_fidelity` of edits by the provider's model id; a model that is missing is not told
/// @param dialect            in what the host differs from OpenAI
@Validated
@ConfigurationProperties("diptych.openai")
record OpenAiProperties(
        @DefaultValue("openai") @NotBlank String provider,
        @DefaultValue("https://api.openai.com/v1") @NotNull URI baseUrl,
        @DefaultValue("") @NotNull Secret apiKey,
        @DefaultValue("5m") @NotNull Duration callTimeout,
        @DefaultValue("2m") @NotNull Duration batchTimeout,
        @DefaultValue("10s") @NotNull Duration connectTimeout,
        @DefaultValue("64") @Positive int maxIdleConnections,
        @DefaultValue("2") @Min(0) @Max(3) int partialImages,
        @DefaultValue Map<String, String> inputFidelity,
        @DefaultValue @Valid @NotNull Dialect dialect) {

    OpenAiProperties {
        inputFidelity = Map.copyOf(inputFidelity);
    }

    OpenAiProperties withApiKey(Secret key) {
        return new OpenAiProperties(
                provider,
                baseUrl,
                key,
                callTimeout,
                batchTimeout,
                connectTimeout,
                maxIdleConnections,
                partialImages,
                inputFidelity,
                dialect);
    }
}
