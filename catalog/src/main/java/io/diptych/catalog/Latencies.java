package io.diptych.catalog;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How long one image usually takes.
///
/// @param tiers by quality or resolution tier
/// @param batch from submission of a batch to its results, if known
public record Latencies(
        Map<String, Duration> tiers, @Nullable Duration batch) {

    public Latencies {
        tiers = tiers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> Tier.canonical(entry.getKey()), Map.Entry::getValue));
    }

    /// The usual time at that tier, or empty when no source tells.
    public Optional<Duration> of(String tier) {
        return Optional.ofNullable(tiers.get(Tier.canonical(tier)));
    }
}
