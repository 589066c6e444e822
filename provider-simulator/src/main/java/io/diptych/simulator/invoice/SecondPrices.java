package io.diptych.simulator.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;

/// Prices of films by their length, beside a book for images.
///
/// @param images what images cost
/// @param films  US dollars per second, by model and resolution; films have no batch price
record SecondPrices(PriceBook images, Map<String, Map<String, BigDecimal>> films) implements PriceBook {

    private static final int MICRO_DIGITS = 6;

    SecondPrices {
        films = Map.copyOf(films);
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public OptionalLong amountMicros(Purchase purchase) {
        Integer seconds = purchase.seconds();
        if (seconds == null) {
            return images.amountMicros(purchase);
        }
        BigDecimal rate = films.getOrDefault(purchase.model(), Map.of()).get(purchase.tier());
        return rate == null || purchase.lane() == Lane.BATCH
                ? OptionalLong.empty()
                : OptionalLong.of(rate.movePointRight(MICRO_DIGITS)
                        .multiply(BigDecimal.valueOf((long) seconds * purchase.images()))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
