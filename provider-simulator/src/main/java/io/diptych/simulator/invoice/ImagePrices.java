package io.diptych.simulator.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A price book by image, as an article states it.
///
/// @param prices the first that fits is the price
record ImagePrices(String name, List<Price> prices) implements PriceBook {

    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    ImagePrices {
        prices = List.copyOf(prices);
    }

    /// US dollars for one image.
    ///
    /// @param size `1024x1024` for exactly that, `larger` for more pixels than that, null for every size
    record Price(
            String model, String tier, Lane lane, @Nullable String size, BigDecimal usd) {

        boolean fits(Purchase purchase) {
            return model.equals(purchase.model())
                    && tier.equals(purchase.tier())
                    && lane == purchase.lane()
                    && fitsSize(purchase.size());
        }

        private boolean fitsSize(String bought) {
            if (size == null) {
                return true;
            }
            return size.equals("larger") ? pixels(bought) > 1024 * 1024 : size.equals(bought);
        }

        private static long pixels(String size) {
            int x = size.indexOf('x');
            return Long.parseLong(size, 0, x, 10) * Long.parseLong(size, x + 1, size.length(), 10);
        }
    }

    @Override
    public OptionalLong amountMicros(Purchase purchase) {
        return prices.stream()
                .filter(price -> price.fits(purchase))
                .mapToLong(price -> price.usd()
                        .multiply(MICROS)
                        .multiply(BigDecimal.valueOf(purchase.images()))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact())
                .findFirst();
    }
}
