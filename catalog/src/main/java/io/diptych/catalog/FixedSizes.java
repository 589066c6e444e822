package io.diptych.catalog;

import java.util.List;
import java.util.Optional;

/// A fixed list of sizes; nothing between them.
///
/// @param sizes every size the model makes, at least one
public record FixedSizes(List<PixelSize> sizes) implements Sizes {

    public FixedSizes {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("sizes is an empty list, expected at least one size such as 1024x1024");
        }
    }

    @Override
    public boolean supports(PixelSize size) {
        return sizes.contains(size);
    }

    @Override
    public boolean supports(AspectRatio ratio, String tier) {
        return pixelsFor(ratio, tier).isPresent();
    }

    /// The listed size of exactly this ratio whose pixels reach the tier but not the next one.
    @Override
    public Optional<PixelSize> pixelsFor(AspectRatio ratio, String tier) {
        return sizes.stream()
                .filter(size -> AspectRatio.of(size).equals(ratio))
                .filter(size -> Tier.of(size).equals(Tier.canonical(tier)))
                .findFirst();
    }
}
