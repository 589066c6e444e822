package io.diptych.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Resolution tiers with aspect ratios; the model chooses the pixels, which a table tells where they are known.
///
/// @param tiers  tiers in rising order, such as `512`, `1K`, `2K`, `4K`
/// @param ratios every aspect ratio, each available at every tier
/// @param pixels by tier, then ratio; a ratio without an entry is available, with pixels nobody has written down
public record ResolutionTiers(
        List<String> tiers, List<AspectRatio> ratios, Map<String, Map<AspectRatio, PixelSize>> pixels)
        implements Sizes {

    public ResolutionTiers {
        tiers = tiers.stream().map(Tier::canonical).toList();
        ratios = List.copyOf(ratios);
        var copy = new HashMap<String, Map<AspectRatio, PixelSize>>();
        pixels.forEach((tier, sizes) -> copy.put(Tier.canonical(tier), Map.copyOf(sizes)));
        pixels = Map.copyOf(copy);
        if (tiers.isEmpty() || ratios.isEmpty()) {
            throw new IllegalArgumentException("tiers are " + tiers + " and ratios " + ratios
                    + ", expected at least one of each, such as 1K and 1:1");
        }
    }

    /// True when the pixel table has this size at one of the tiers.
    @Override
    public boolean supports(PixelSize size) {
        return tiers.stream()
                .map(tier -> pixels.getOrDefault(tier, Map.of()))
                .anyMatch(sizes -> ratios.stream().anyMatch(ratio -> size.equals(sizes.get(ratio))));
    }

    @Override
    public boolean supports(AspectRatio ratio, String tier) {
        return tiers.contains(Tier.canonical(tier)) && ratios.contains(ratio);
    }

    @Override
    public Optional<PixelSize> pixelsFor(AspectRatio ratio, String tier) {
        if (!supports(ratio, tier)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                pixels.getOrDefault(Tier.canonical(tier), Map.of()).get(ratio));
    }
}
