package io.diptych.simulator.invoice;

import org.jspecify.annotations.Nullable;

/// What a provider bills: one call, or one item of a batch, that made images.
///
/// @param clientRequestId   the caller's name for the call, null if it gave none
/// @param providerRequestId the id the provider's answer carries
/// @param tier              quality (OpenAI) or resolution (Gemini)
/// @param size              width and height in pixels, `1024x1024`
/// @param images            how many images were made, at least 1
public record Purchase(
        String provider,
        String model,
        @Nullable String clientRequestId,
        String providerRequestId,
        Lane lane,
        String tier,
        String size,
        int images,
        Usage usage) {

    public Purchase {
        if (images < 1) {
            throw new IllegalArgumentException("images is " + images + ", but a purchase has at least 1");
        }
    }
}
