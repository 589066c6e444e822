package io.diptych.catalog;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a model can do. A capability is claimed only where a source says so; null means that no source says.
///
/// @param modes                 ways of using it, at least one
/// @param maxReferences         most reference images of one call; 0 when it takes none
/// @param imagesPerCall         most images of one call
/// @param sizes                 sizes it can make
/// @param qualities             quality tiers, empty when it has none
/// @param transparentBackground true when a background can be transparent
/// @param outputFormats         media subtypes such as `png`; empty when the model chooses
/// @param streaming             true when an answer can arrive in pieces
/// @param partialImages         most unfinished images shown while streaming; 0 when it shows none
/// @param batch                 true when the provider's batch API takes it
/// @param seed                  true when a call may carry a seed
/// @param textRendering         how well it writes legible text, 1 to 5
/// @param promptMaxChars        longest prompt in characters
/// @param video                 what it can do with films, for models with [Mode#VIDEO]
public record Capabilities(
        Set<Mode> modes,
        int maxReferences,
        int imagesPerCall,
        Sizes sizes,
        List<String> qualities,
        boolean transparentBackground,
        List<String> outputFormats,
        boolean streaming,
        int partialImages,
        boolean batch,
        boolean seed,
        @Nullable Integer textRendering,
        @Nullable Integer promptMaxChars,
        @Nullable Video video) {

    public Capabilities {
        modes = Set.copyOf(modes);
        qualities = List.copyOf(qualities);
        outputFormats = List.copyOf(outputFormats);
        if (modes.isEmpty()) {
            throw new IllegalArgumentException("modes is an empty list, expected at least one mode such as generate");
        }
    }

    /// True when the model can be used this way.
    public boolean can(Mode mode) {
        return modes.contains(mode);
    }

    /// True when `tier` is a quality or a resolution of this model.
    public boolean hasTier(String tier) {
        return tiers().contains(Tier.canonical(tier));
    }

    /// Every quality, then every resolution tier the model names. Models with free or fixed sizes name no resolutions.
    public List<String> tiers() {
        List<String> resolutions = switch (sizes) {
            case ResolutionTiers named -> named.tiers();
            case FreeSizes _, FixedSizes _ -> List.of();
        };
        return Stream.concat(qualities.stream(), resolutions.stream()).toList();
    }
}
