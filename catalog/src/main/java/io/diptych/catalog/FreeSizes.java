package io.diptych.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Any width and height within bounds.
///
/// @param multipleOf        both edges are multiples of this many pixels
/// @param minPixels         fewest pixels of an image
/// @param maxPixels         most pixels of an image
/// @param maxEdge           longest edge in pixels
/// @param tallest           narrowest allowed ratio, such as 1:3
/// @param widest            widest allowed ratio, such as 3:1
/// @param experimentalAbove size above which the provider calls results experimental, if it says so
public record FreeSizes(
        int multipleOf,
        long minPixels,
        long maxPixels,
        int maxEdge,
        AspectRatio tallest,
        AspectRatio widest,
        @Nullable PixelSize experimentalAbove)
        implements Sizes {

    public FreeSizes {
        if (multipleOf < 1 || maxEdge < multipleOf) {
            throw new IllegalArgumentException("multiple of " + multipleOf + " with a longest edge of " + maxEdge
                    + ", expected 1 <= multiple of <= longest edge");
        }
        if (minPixels < 1 || maxPixels < minPixels) {
            throw new IllegalArgumentException(
                    "pixels from " + minPixels + " to " + maxPixels + ", expected 1 <= least <= most");
        }
        if (tallest.compareTo(widest) > 0) {
            throw new IllegalArgumentException(
                    "ratios from " + tallest + " to " + widest + ", expected the taller one first");
        }
    }

    @Override
    public boolean supports(PixelSize size) {
        return size.width() % multipleOf == 0
                && size.height() % multipleOf == 0
                && size.longEdge() <= maxEdge
                && size.pixels() >= minPixels
                && size.pixels() <= maxPixels
                && allows(AspectRatio.of(size));
    }

    @Override
    public boolean supports(AspectRatio ratio, String tier) {
        return pixelsFor(ratio, tier).isPresent();
    }

    /// The largest size of exactly this ratio that has no more pixels than the tier (1K: 1024 x 1024, 2K: 2048 x 2048,
    /// 4K: 3840 x 2160) and more than the tier below.
    @Override
    public Optional<PixelSize> pixelsFor(AspectRatio ratio, String tier) {
        long most = Math.min(Tier.mostPixels(tier), maxPixels);
        AspectRatio lowest = ratio.inLowestTerms();
        long stepWidth = (long) lowest.width() * multipleOf;
        long stepHeight = (long) lowest.height() * multipleOf;
        long steps = (long) Math.sqrt((double) most / (stepWidth * stepHeight));
        steps = Math.min(steps, maxEdge / Math.max(stepWidth, stepHeight));
        if (steps == 0) {
            return Optional.empty();
        }
        var size = new PixelSize(Math.toIntExact(steps * stepWidth), Math.toIntExact(steps * stepHeight));
        return size.pixels() > Tier.mostPixelsBelow(tier) && supports(size) ? Optional.of(size) : Optional.empty();
    }

    private boolean allows(AspectRatio ratio) {
        return ratio.compareTo(tallest) >= 0 && ratio.compareTo(widest) <= 0;
    }
}
