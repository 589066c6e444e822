package io.diptych.simulator.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A price book by tokens, as the providers' own price pages have it.
///
/// @param rates rates by model
record TokenPrices(String name, Map<String, Rates> rates) implements PriceBook {

    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    TokenPrices {
        rates = Map.copyOf(rates);
    }

    /// US dollars per million tokens, which is the same number as micro-dollars per token. Null where the model has no
    /// price.
    ///
    /// @param batchMultiplier what the whole line is multiplied by on the batch lane
    /// @param perImage        US dollars for an image, whatever its tokens; null where tokens are what counts
    record Rates(
            @Nullable BigDecimal textIn,
            @Nullable BigDecimal imageIn,
            @Nullable BigDecimal textOut,
            @Nullable BigDecimal imageOut,
            @Nullable BigDecimal batchMultiplier,
            @Nullable BigDecimal perImage) {}

    @Override
    public OptionalLong amountMicros(Purchase purchase) {
        Rates model = rates.get(purchase.model());
        BigDecimal multiplier = model == null ? null : multiplier(model, purchase.lane());
        if (model == null || multiplier == null) {
            return OptionalLong.empty();
        }
        if (model.perImage != null) {
            return OptionalLong.of(model.perImage
                    .multiply(MICROS)
                    .multiply(BigDecimal.valueOf(purchase.images()))
                    .multiply(multiplier)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact());
        }
        Usage usage = purchase.usage();
        BigDecimal textIn = cost(usage.textIn(), model.textIn);
        BigDecimal imageIn = cost(usage.imageIn(), model.imageIn);
        BigDecimal textOut = cost(usage.textOut(), model.textOut);
        BigDecimal imageOut = cost(usage.imageOut(), model.imageOut);
        if (textIn == null || imageIn == null || textOut == null || imageOut == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(textIn.add(imageIn)
                .add(textOut)
                .add(imageOut)
                .multiply(multiplier)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    private static @Nullable BigDecimal multiplier(Rates model, Lane lane) {
        return switch (lane) {
            case STANDARD -> BigDecimal.ONE;
            case BATCH -> model.batchMultiplier;
        };
    }

    private static @Nullable BigDecimal cost(long tokens, @Nullable BigDecimal rate) {
        if (tokens == 0) {
            return BigDecimal.ZERO;
        }
        return rate == null ? null : rate.multiply(BigDecimal.valueOf(tokens));
    }
}
