package io.diptych.catalog;

import java.util.List;

/// Which of two tiers of one model is the higher one.
public final class TierOrder {
    private static final List<List<String>> SCALES = List.of(
            List.of("low", "medium", "high", "xhigh", "max"),
            List.of("512", "1K", "2K", "4K"),
            List.of("720p", "1080p", "4K"));

    private TierOrder() {}

    /// Whether `tier` surely is higher than `other`.
    public static boolean isHigher(String tier, String other) {
        return SCALES.stream().anyMatch(scale -> scale.contains(other) && scale.indexOf(tier) > scale.indexOf(other));
    }
}
