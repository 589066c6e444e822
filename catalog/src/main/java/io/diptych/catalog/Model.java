package io.diptych.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One model of one provider.
///
/// @param id            the id to send to the provider
/// @param aliases       other ids of the same model: snapshots, previews, host spellings
/// @param marketingName what people call it, if anything else
/// @param provider      whose it is, such as `openai`
/// @param family        models that succeed one another, such as `gpt-image`
/// @param tier          its place in the provider's range, such as `premium` or `economy`; for people
/// @param capabilities  what it can do
/// @param lifecycle     where it lives and until when
/// @param latencies     how long it takes
/// @param rateLimits    by account tier, `default` where there is only one
public record Model(
        String id,
        List<String> aliases,
        @Nullable String marketingName,
        String provider,
        String family,
        String tier,
        Capabilities capabilities,
        Lifecycle lifecycle,
        Latencies latencies,
        Map<String, RateLimit> rateLimits) {

    public Model {
        if (id.isBlank() || provider.isBlank()) {
            throw new IllegalArgumentException(
                    "model id is \"" + id + "\" of provider \"" + provider + "\", expected two texts");
        }
        aliases = List.copyOf(aliases);
        rateLimits = Map.copyOf(rateLimits);
    }

    /// What people call it: the marketing name, or else the id.
    public String displayName() {
        return marketingName == null ? id : marketingName;
    }

    /// The usual time of one image at that quality or resolution tier, or empty when no source tells.
    public Optional<Duration> latency(String tierName) {
        return latencies.of(tierName);
    }

    /// The usual time from submission of a batch to its results, or empty when no source tells.
    public Optional<Duration> batchLatency() {
        return Optional.ofNullable(latencies.batch());
    }

    /// What the provider allows an account of that tier, or `default` where accounts have no tiers.
    public Optional<RateLimit> rateLimit(String accountTier) {
        return Optional.ofNullable(rateLimits.getOrDefault(accountTier, rateLimits.get("default")));
    }
}
