package io.diptych.catalog;

import java.util.Optional;

/// The sizes a model can make: any within bounds, a fixed list, or resolution tiers with aspect ratios.
public sealed interface Sizes permits FreeSizes, FixedSizes, ResolutionTiers {

    /// True when an image of exactly this size can be had.
    boolean supports(PixelSize size);

    /// True when an image of this ratio can be had at the resolution tier (`0.5K` or `512`, `1K`, `2K`, `4K`; `720p`
    /// for video).
    boolean supports(AspectRatio ratio, String tier);

    /// The size such an image has, or empty when the model cannot make it or its exact pixels are not known.
    Optional<PixelSize> pixelsFor(AspectRatio ratio, String tier);
}
