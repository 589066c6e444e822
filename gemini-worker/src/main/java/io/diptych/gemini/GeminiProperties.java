package io.diptych.gemini;

import io.diptych.worker.provider.Secret;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How Google's models are reached: by the Gemini API, or by Vertex where a project or express
/// mode says so.
///
/// @param baseUrl            base address without a version path
/// @param apiKey             key of the Gemini API, or of Vertex in express mode; a worker
///         without one answers every
///                           job with `NOT_CONFIGURED`
/// @param vertex             set to work on Vertex
/// @param thinking           how much models that think may think; absent for as the model likes
/// @param inlineBatch        largest batch that is handed over in the request itself; a larger
///         one goes as a file
/// @param callTimeout        longest single call, whatever the job's deadline
/// @param batchTimeout       longest single call of the batch interface; an answer may carry all
///         images of a batch
/// @param connectTimeout     longest wait for a connection
/// @param maxIdleConnections connections kept open between calls, per instance
@Validated
@ConfigurationProperties("diptych.gemini")
record GeminiProperties(
        @DefaultValue("https://generativelanguage.googleapis.com") @NotNull
        URI baseUrl,

        @DefaultValue("") @NotNull Secret apiKey,
        @Nullable Vertex vertex,
        @Nullable Thinking thinking,
        @DefaultValue("15MB") @NotNull DataSize inlineBatch,
        @DefaultValue("5m") @NotNull Duration callTimeout,
        @DefaultValue("2m") @NotNull Duration batchTimeout,
        @DefaultValue("10s") @NotNull Duration connectTimeout,
        @DefaultValue("64") @Positive int maxIdleConnections) {

    /// How much a model may think before it draws.
    enum Thinking {
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH
    }

    /// Where on Vertex. Express mode has a key and neither project nor location; otherwise the
    /// credentials that
    /// Google's libraries find in their environment are used.
    ///
    /// @param project  of the cloud; absent in express mode
    /// @param location for example `us-central1` or `global`
    record Vertex(
            @Nullable String project,
            @DefaultValue("global") String location) {
        boolean isExpress() {
            return project == null || project.isBlank();
        }
    }

    GeminiProperties withVertex(@Nullable Vertex other) {
        return new GeminiProperties(
                baseUrl,
                apiKey,
                other,
                thinking,
                inlineBatch,
                callTimeout,
                batchTimeout,
                connectTimeout,
                maxIdleConnections);
    }

    GeminiProperties withInlineBatch(DataSize other) {
        return new GeminiProperties(
                baseUrl,
                apiKey,
                vertex,
                thinking,
                other,
                callTimeout,
                batchTimeout,
                connectTimeout,
                maxIdleConnections);
    }

    GeminiProperties withBatchTimeout(Duration other) {
        return new GeminiProperties(
                baseUrl, apiKey, vertex, thinking, inlineBatch, callTimeout, other, connectTimeout, maxIdleConnections);
    }

    GeminiProperties withApiKey(Secret key) {
        return new GeminiProperties(
                baseUrl,
                key,
                vertex,
                thinking,
                inlineBatch,
                callTimeout,
                batchTimeout,
                connectTimeout,
                maxIdleConnections);
    }
}
