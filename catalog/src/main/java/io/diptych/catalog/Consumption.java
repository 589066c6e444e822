package io.diptych.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one finished attempt took from a provider: all that a price can depend on.
///
/// @param model      id or alias
/// @param lane       standard or batch
/// @param tier       quality (`high`) or resolution (`2K`), as the provider prices it
/// @param size       pixels of the images, if known
/// @param images     images (or clips) received; may be 0
/// @param references reference images sent
/// @param usage      tokens the provider reports, if it reports any
/// @param length     length of one clip, for films
public record Consumption(
        String model,
        Lane lane,
        String tier,
        @Nullable PixelSize size,
        int images,
        int references,
        @Nullable TokenUsage usage,
        @Nullable Duration length) {

    public Consumption {
        if (images < 0 || references < 0) {
            throw new IllegalArgumentException(
                    images + " images and " + references + " references, expected at least 0 of each");
        }
    }

    /// One image without references and, so far, without usage.
    public static Consumption ofOneImage(String model, Lane lane, String tier, @Nullable PixelSize size) {
        return new Consumption(model, lane, tier, size, 1, 0, null, null);
    }

    /// The same with the tokens the provider reports.
    public Consumption withUsage(TokenUsage reported) {
        return new Consumption(model, lane, tier, size, images, references, reported, length);
    }

    /// The same with another number of images.
    public Consumption withImages(int count) {
        return new Consumption(model, lane, tier, size, count, references, usage, length);
    }

    /// The same with a number of reference images.
    public Consumption withReferences(int count) {
        return new Consumption(model, lane, tier, size, images, count, usage, length);
    }

    /// The same for clips of that length.
    public Consumption withLength(Duration ofOneClip) {
        return new Consumption(model, lane, tier, size, images, references, usage, ofOneClip);
    }
}
