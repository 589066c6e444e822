package io.diptych.simulator.ark;

import java.time.Duration;
import java.util.List;

/// A model behind a host that speaks OpenAI's dialect in its own way.
///
/// @param provider       who bills
/// @param tiers          sizes that are words, such as `2K`; empty where only pixels are taken
/// @param minPixels      least pixels of an image
/// @param maxPixels      most pixels of an image
/// @param maxReferences  images a call may start from
/// @param jpeg           whether images come as JPEG, else as PNG
/// @param tokensPerPixel output tokens of a pixel that the answer counts; 0 where it counts none
record ArkModel(
        String id,
        List<String> aliases,
        String provider,
        List<String> tiers,
        int minPixels,
        int maxPixels,
        int maxReferences,
        boolean jpeg,
        double tokensPerPixel,
        int latencySeconds) {

    ArkModel {
        aliases = List.copyOf(aliases);
        tiers = List.copyOf(tiers);
    }

    boolean isCalled(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    Duration latency() {
        return Duration.ofSeconds(latencySeconds);
    }
}
