package io.diptych.simulator.invoice;

import org.jspecify.annotations.Nullable;

/// What a provider bills: one call, or one item of a batch, that made images.
///
/// @param clientRequestId   the caller's name for the call, null if it gave none
/// @param providerRequestId the id the provider's answer carries
/// @param tier              quality (OpenAI) or resolution (Gemini)
/// @param size              width and height in pixels, `1024x1024`
/// @param images            how many images or films were made, at least 1
/// @param seconds           length of a film in seconds; null for images
public record Purchase(
        String provider,
        String model,
        @Nullable String clientRequestId,
        String providerRequestId,
        Lane lane,
        String tier,
        String size,
        int images,
        Usage usage,
        @Nullable Integer seconds) {

    /// A purchase of images.
    public Purchase(
            String provider,
            String model,
            @Nullable String clientRequestId,
            String providerRequestId,
            Lane lane,
            String tier,
            String size,
            int images,
            Usage usage) {
        this(provider, model, clientRequestId, providerRequestId, lane, tier, size, images, usage, null);
    }

    public Purchase {
        if (images < 1) {
            throw new IllegalArgumentException("images is " + images + ", but a purchase has at least 1");
        }
        if (seconds != null && seconds < 1) {
            throw new IllegalArgumentException("seconds is " + seconds + ", but a film lasts at least 1");
        }
    }
}
