package io.diptych.simulator.openai;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// An OpenAI image model.
///
/// @param released       day of release, `2026-04-21`
/// @param freeSizes      whether any size within the limits will do, or only the three classic ones
/// @param detail         cells of the token formula by quality; empty where tokens go by the classic table
/// @param latencySeconds how long an image takes, by quality
record OpenAiModel(
        String id,
        List<String> aliases,
        String released,
        boolean freeSizes,
        Map<String, Integer> detail,
        Map<String, Integer> latencySeconds) {

    OpenAiModel {
        aliases = List.copyOf(aliases);
        detail = Map.copyOf(detail);
        latencySeconds = Map.copyOf(latencySeconds);
        if (freeSizes && !detail.keySet().equals(latencySeconds.keySet())) {
            throw new IllegalArgumentException("model " + id + " has qualities " + detail.keySet()
                    + " but latencies for " + latencySeconds.keySet());
        }
        LocalDate.parse(released);
    }

    boolean isCalled(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    /// Whether it lets the caller say how closely inputs are followed; newer models always follow them closely.
    boolean takesFidelity() {
        return !freeSizes;
    }

    Set<String> qualities() {
        return latencySeconds.keySet();
    }

    Duration latency(String quality) {
        return Duration.ofSeconds(Objects.requireNonNull(latencySeconds.get(quality), quality));
    }

    int outputTokens(String quality, ImageSize size) {
        Integer cells = detail.get(quality);
        return cells == null ? GptImageTokens.byTable(quality, size) : GptImageTokens.byFormula(cells, size);
    }

    /// Why this model does not make images of this size; empty if it does.
    Optional<String> objection(ImageSize size) {
        if (freeSizes) {
            return size.objection();
        }
        return GptImageTokens.knows(size)
                ? Optional.empty()
                : Optional.of("Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.");
    }
}
