package io.diptych.worker.provider;

import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One image or video to buy from a provider.
///
/// @param attemptId             identity of the purchase; sent to the provider as the client's request id
/// @param model                 the provider's id of the model
/// @param mode                  what is to be done
/// @param prompt                what is wanted, in words
/// @param tier                  quality (`low`, `medium`, `high`) or resolution (`512`, `1K`, `2K`, `4K`), in the
///                              model's words
/// @param aspectRatio           for example `4:5`
/// @param width                 in pixels
/// @param height                in pixels
/// @param mediaType             IANA media type that is wanted
/// @param transparentBackground whether the background must be transparent
/// @param seconds               length of a video; null for images
/// @param seed                  number that makes the model's chance repeatable, where it has one; null for none
/// @param negativePrompt        what must not be seen, for models that take that apart; null for nothing
/// @param references            input images in the caller's order, the mask among them
/// @param deadline              moment by which the call must have ended; null on the batch lane
/// @param previews              takes unfinished images
public record RenderCall(
        String attemptId,
        String model,
        Mode mode,
        String prompt,
        String tier,
        String aspectRatio,
        int width,
        int height,
        String mediaType,
        boolean transparentBackground,
        @Nullable Integer seconds,
        @Nullable Integer seed,
        @Nullable String negativePrompt,
        List<InputImage> references,
        @Nullable Instant deadline,
        PreviewSink previews) {

    public RenderCall {
        references = List.copyOf(references);
    }

    /// A call that makes an image from words alone, as a PNG, without previews.
    public static RenderCall generate(
            String attemptId,
            String model,
            String prompt,
            String tier,
            String aspectRatio,
            int width,
            int height,
            @Nullable Instant deadline) {
        return new RenderCall(
                attemptId,
                model,
                Mode.GENERATE,
                prompt,
                tier,
                aspectRatio,
                width,
                height,
                "image/png",
                false,
                null,
                null,
                null,
                List.of(),
                deadline,
                PreviewSink.NONE);
    }

    /// The same call of another of the provider's models.
    public RenderCall withModel(String other) {
        return with(other, mediaType, references, deadline, previews);
    }

    /// The same call with another deadline.
    public RenderCall withDeadline(@Nullable Instant other) {
        return with(model, mediaType, references, other, previews);
    }

    /// The same call for another media type.
    public RenderCall withMediaType(String other) {
        return with(model, other, references, deadline, previews);
    }

    /// The same call with these input images.
    public RenderCall withReferences(List<InputImage> others) {
        return with(model, mediaType, others, deadline, previews);
    }

    /// The same call, whose unfinished images go there.
    public RenderCall withPreviews(PreviewSink other) {
        return with(model, mediaType, references, deadline, other);
    }

    private RenderCall with(
            String otherModel,
            String otherType,
            List<InputImage> otherReferences,
            @Nullable Instant otherDeadline,
            PreviewSink otherPreviews) {
        return new RenderCall(
                attemptId,
                otherModel,
                mode,
                prompt,
                tier,
                aspectRatio,
                width,
                height,
                otherType,
                transparentBackground,
                seconds,
                seed,
                negativePrompt,
                otherReferences,
                otherDeadline,
                otherPreviews);
    }

    /// The input images without the mask.
    public List<InputImage> images() {
        return references.stream()
                .filter(reference -> reference.role() != ReferenceRole.MASK)
                .toList();
    }

    /// The mask, where there is one.
    public Optional<InputImage> mask() {
        return references.stream()
                .filter(reference -> reference.role() == ReferenceRole.MASK)
                .findFirst();
    }
}
