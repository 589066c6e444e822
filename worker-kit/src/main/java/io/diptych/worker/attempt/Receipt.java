package io.diptych.worker.attempt;

import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The whole outcome of an attempt, kept in the asset store before the attempt is settled: whoever
/// finds the attempt orphaned settles it from here. It is JSON, so that a person can read it and a
/// later version can add to it.
///
/// @param billing         whether the provider charges
/// @param image           null where there is none
/// @param problem         why there is no image; null where there is one
/// @param usage           null where the provider counted nothing
/// @param modelVersion    as the provider reports it; null where it does not
/// @param requestId       the provider's id of the call; null where it gave none
/// @param providerBatchId the provider's id of the batch; null on the standard lanes
/// @param calls           sent to the provider, retries included
/// @param startedAt       when the worker began
/// @param providerMillis  time spent waiting for the provider, in milliseconds
/// @param endedAt         when it ended
public record Receipt(
        String attemptId,
        String workerId,
        Billing billing,
        @Nullable Image image,
        @Nullable Problem problem,
        @Nullable Usage usage,
        @Nullable String modelVersion,
        @Nullable String requestId,
        @Nullable String providerBatchId,
        int calls,
        Instant startedAt,
        long providerMillis,
        Instant endedAt) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Receipt {
        if ((image == null) == (problem == null)) {
            throw new IllegalArgumentException("receipt of attempt " + attemptId + " has "
                    + (image == null ? "neither image nor problem" : "both image and problem") + ", must have one");
        }
    }

    /// A stored image, in the words of the store.
    ///
    /// @param width  in pixels
    /// @param height in pixels
    /// @param bytes  size
    /// @param film   what is known of a film; null for an image
    public record Image(
            String uri,
            String sha256,
            String mediaType,
            int width,
            int height,
            long bytes,
            @Nullable FilmNote film) {

        /// The image that the store has.
        static Image of(AssetRef asset, @Nullable FilmNote film) {
            return new Image(
                    asset.getUri(),
                    asset.getSha256(),
                    asset.getMediaType(),
                    asset.getWidth(),
                    asset.getHeight(),
                    asset.getBytes(),
                    film);
        }

        /// The image in the words of events.
        AssetRef asset() {
            return new AssetRef(uri, sha256, mediaType, width, height, bytes);
        }
    }

    /// What is known of a film.
    ///
    /// @param durationMillis length, in milliseconds
    /// @param codec          code of the video track's format
    /// @param firstFrame     null where there is none to be had
    public record FilmNote(
            long durationMillis, String codec, @Nullable Image firstFrame) {}

    /// Why there is no image.
    ///
    /// @param message          for a person
    /// @param retryAfterMillis how long the provider asks to wait; null where it says nothing
    /// @param field            of the request that is to blame, as a path; null where none is
    public record Problem(
            FailureCode code,
            Blame blame,
            String message,
            @Nullable Long retryAfterMillis,
            @Nullable String field) {
        /// A problem with the blame of its code.
        public static Problem of(FailureCode code, String message, @Nullable Duration retryAfter) {
            return new Problem(
                    code, FailureTable.blameOf(code), message, retryAfter == null ? null : retryAfter.toMillis(), null);
        }
    }

    /// The receipt of an attempt that no provider was asked for, or of which nothing is known.
    static Receipt withoutAnswer(Claim claim, Billing billing, FailureCode code, String message, Instant now) {
        return new Receipt(
                claim.attemptId(),
                claim.workerId(),
                billing,
                null,
                Problem.of(code, message, null),
                null,
                null,
                null,
                null,
                0,
                claim.claimedAt(),
                0,
                now);
    }

    /// The same receipt, whose problem is in a field of the request.
    Receipt blaming(@Nullable String field) {
        if (problem == null || field == null) {
            return this;
        }
        return new Receipt(
                attemptId,
                workerId,
                billing,
                image,
                new Problem(problem.code(), problem.blame(), problem.message(), problem.retryAfterMillis(), field),
                usage,
                modelVersion,
                requestId,
                providerBatchId,
                calls,
                startedAt,
                providerMillis,
                endedAt);
    }

    /// The wire form: UTF-8 JSON.
    byte[] toBytes() {
        return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads the wire form.
    ///
    /// @throws IllegalArgumentException when it is none
    static Receipt fromBytes(byte[] json) {
        try {
            return JSON.readValue(json, Receipt.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("receipt cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
