package io.diptych.catalog;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How tiers are spelled, and how many pixels a resolution tier stands for where a model takes free sizes.
///
/// A tier is a quality (`low`, `high`) or a resolution (`1K`, `720p`). `0.5K` is another spelling of `512`.
final class Tier {

    /// In price books: whatever the tier.
    static final String ANY = "any";

    private static final List<Step> STEPS = List.of(
            new Step("512", 512 * 512),
            new Step("1K", 1024 * 1024),
            new Step("2K", 2048 * 2048),
            new Step("4K", 3840 * 2160));

    private Tier() {}

    /// The one spelling of a tier: `0.5K` is `512`, `4k` is `4K`, qualities are lower case.
    static String canonical(String tier) {
        if (step(tier) != null) {
            return tier;
        }
        String lower = tier.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("0.5k")) {
            return "512";
        }
        return isThousands(lower) ? lower.toUpperCase(Locale.ROOT) : lower;
    }

    private static boolean isThousands(String lower) {
        return lower.length() > 1
                && lower.endsWith("k")
                && lower.chars().limit(lower.length() - 1L).allMatch(each -> each >= '0' && each <= '9');
    }

    /// The most pixels of a resolution tier, or 0 if the tier is not a resolution of still images.
    static long mostPixels(String tier) {
        Step step = step(canonical(tier));
        return step == null ? 0 : step.pixels;
    }

    /// The most pixels of the tier below: an image must have more than this to belong to the tier.
    static long mostPixelsBelow(String tier) {
        long most = mostPixels(tier);
        long below = 0;
        for (Step step : STEPS) {
            below = step.pixels < most ? Math.max(below, step.pixels) : below;
        }
        return below;
    }

    private static @Nullable Step step(String canonical) {
        for (Step step : STEPS) {
            if (step.tier.equals(canonical)) {
                return step;
            }
        }
        return null;
    }

    /// The highest tier whose pixels the size reaches.
    static String of(PixelSize size) {
        return STEPS.stream()
                .filter(step -> step.pixels <= size.pixels())
                .reduce((_, higher) -> higher)
                .orElse(STEPS.getFirst())
                .tier;
    }

    private record Step(String tier, long pixels) {}
}
