package io.diptych.worker.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One image to buy from a provider.
///
/// @param attemptId   identity of the purchase; sent to the provider as the client's request id
/// @param model       the provider's id of the model
/// @param prompt      what is wanted, in words
/// @param tier        quality (`low`, `medium`, `high`) or resolution (`512`, `1K`, `2K`, `4K`), in the model's words
/// @param aspectRatio for example `4:5`
/// @param width       in pixels
/// @param height      in pixels
/// @param mediaType   IANA media type that is wanted
/// @param deadline    moment by which the call must have ended
public record RenderCall(
        String attemptId,
        String model,
        String prompt,
        String tier,
        String aspectRatio,
        int width,
        int height,
        String mediaType,
        @Nullable Instant deadline) {}
