package io.diptych.catalog;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one image of the answer will take, told before it is made; bills never depend on it.
sealed interface OutputEstimate {

    /// Micro-dollars of one image at `microsPerToken`.
    Figure of(String tier, @Nullable PixelSize size, BigDecimal microsPerToken);

    /// Tokens by the published formula of `gpt-image-2`.
    record GptImage2Formula() implements OutputEstimate {
        @Override
        public Figure of(String tier, @Nullable PixelSize size, BigDecimal microsPerToken) {
            if (size == null) {
                return new Figure.Missing("the size is not known, and the output tokens depend on it");
            }
            var tokens = GptImage2Tokens.of(tier, size);
            return tokens.isPresent()
                    ? tokens(tokens.getAsLong(), microsPerToken)
                    : new Figure.Missing("no output tokens known for tier " + tier);
        }
    }

    /// Tokens by resolution tier.
    ///
    /// @param byTier tokens of one image
    record TokensByTier(Map<String, Long> byTier) implements OutputEstimate {
        @Override
        public Figure of(String tier, @Nullable PixelSize size, BigDecimal microsPerToken) {
            Long tokens = byTier.get(Tier.canonical(tier));
            return tokens == null
                    ? new Figure.Missing("no output tokens known for tier " + tier)
                    : tokens(tokens, microsPerToken);
        }
    }

    /// Tokens by size, then quality.
    ///
    /// @param bySize tokens of one image
    record TokensBySize(Map<PixelSize, Map<String, BigDecimal>> bySize) implements OutputEstimate {
        @Override
        public Figure of(String tier, @Nullable PixelSize size, BigDecimal microsPerToken) {
            return lookUp(bySize, tier, size)
                    .<Figure>map(tokens -> tokens(tokens.longValueExact(), microsPerToken))
                    .orElseGet(
                            () -> new Figure.Missing("no output tokens known for tier " + tier + " at size " + size));
        }
    }

    /// Published prices by size, then quality, for models whose token counts nobody has published.
    ///
    /// @param bySize micro-dollars of one image
    record PricesBySize(Map<PixelSize, Map<String, BigDecimal>> bySize) implements OutputEstimate {
        @Override
        public Figure of(String tier, @Nullable PixelSize size, BigDecimal microsPerToken) {
            return lookUp(bySize, tier, size)
                    .<Figure>map(micros -> new Figure.Exact(micros, Dollars.of(micros) + " per image"))
                    .orElseGet(() -> new Figure.Missing("no price known for tier " + tier + " at size " + size));
        }
    }

    private static Figure tokens(long count, BigDecimal microsPerToken) {
        return new Figure.Exact(
                microsPerToken.multiply(BigDecimal.valueOf(count)),
                count + " image_out x " + Dollars.plain(microsPerToken));
    }

    /// The number at that size and quality; `auto` is the dearest quality.
    private static Optional<BigDecimal> lookUp(
            Map<PixelSize, Map<String, BigDecimal>> bySize, String tier, @Nullable PixelSize size) {
        Map<String, BigDecimal> qualities = size == null ? null : bySize.get(size);
        if (qualities == null) {
            return Optional.empty();
        }
        return Tier.canonical(tier).equals("auto")
                ? qualities.values().stream().max(Comparator.naturalOrder())
                : Optional.ofNullable(qualities.get(Tier.canonical(tier)));
    }
}
