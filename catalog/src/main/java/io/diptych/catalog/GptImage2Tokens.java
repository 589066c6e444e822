package io.diptych.catalog;

import java.util.OptionalLong;

/// The output tokens of one `gpt-image-2` image, by the formula that reproduces the provider's published prices.
final class GptImage2Tokens {

    private GptImage2Tokens() {}

    /// Tokens of one image, or empty for a quality the formula does not know. `auto` counts as the dearest, `high`.
    static OptionalLong of(String quality, PixelSize size) {
        long detail = switch (Tier.canonical(quality)) {
            case "low" -> 16;
            case "medium" -> 48;
            case "high", "auto" -> 96;
            default -> 0;
        };
        if (detail == 0) {
            return OptionalLong.empty();
        }
        long longEdge = size.longEdge();
        long patches = (2 * detail * size.shortEdge() + longEdge) / (2 * longEdge);
        return OptionalLong.of((detail * patches * (2_000_000 + size.pixels()) + 3_999_999) / 4_000_000);
    }
}
