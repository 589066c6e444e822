package io.diptych.simulator.gemini;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A Gemini image model.
///
/// @param generation      2 or 3: which table of pixel sizes holds
/// @param wideRatios      whether it knows 1:4, 4:1, 1:8 and 8:1
/// @param batch           whether it can be bought in batches
/// @param referenceTokens input tokens of each reference image
/// @param imageTokens     output tokens of an image, by resolution
/// @param latencySeconds  how long an image takes, by resolution
record GeminiModel(
        String id,
        List<String> aliases,
        String displayName,
        int generation,
        boolean wideRatios,
        boolean batch,
        int maxReferences,
        int referenceTokens,
        Map<String, Integer> imageTokens,
        Map<String, Integer> latencySeconds) {

    GeminiModel {
        aliases = List.copyOf(aliases);
        imageTokens = Map.copyOf(imageTokens);
        latencySeconds = Map.copyOf(latencySeconds);
        if (generation != 2 && generation != 3) {
            throw new IllegalArgumentException("generation of " + id + " is " + generation + ", but must be 2 or 3");
        }
        if (!imageTokens.keySet().equals(latencySeconds.keySet())
                || !GeminiPixels.RESOLUTIONS.containsAll(imageTokens.keySet())) {
            throw new IllegalArgumentException("model " + id + " has tokens for " + imageTokens.keySet()
                    + " but latencies for " + latencySeconds.keySet());
        }
    }

    boolean isCalled(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    Set<String> resolutions() {
        return imageTokens.keySet();
    }

    int imageTokens(String resolution) {
        return Objects.requireNonNull(imageTokens.get(resolution), resolution);
    }

    Duration latency(String resolution) {
        return Duration.ofSeconds(Objects.requireNonNull(latencySeconds.get(resolution), resolution));
    }
}
