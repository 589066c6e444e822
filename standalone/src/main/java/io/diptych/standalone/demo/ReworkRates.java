package io.diptych.standalone.demo;

import io.diptych.events.Stage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

/// Which share of the images that are bought falls short and is bought again, as `costs` counts rework. Keys are
/// `plan.STAGE`, `STAGE`, `plan` or `*`; the first of these that is there holds.
public record ReworkRates(Map<String, BigDecimal> rates) {
    /// Every image is right at once.
    public static final ReworkRates NONE = new ReworkRates(Map.of());

    private static final String ALL = "*";

    public ReworkRates {
        rates = Map.copyOf(rates);
        rates.forEach((key, rate) -> {
            if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) >= 0) {
                throw new IllegalArgumentException("rework of '" + key + "' is " + rate.toPlainString()
                        + ", must be from 0 to below 1, such as 0.15");
            }
        });
    }

    /// The rate of a stage in a plan; 0 where nothing is said.
    BigDecimal of(String plan, Stage stage) {
        return rates.getOrDefault(
                plan + "." + stage,
                rates.getOrDefault(stage.name(), rates.getOrDefault(plan, rates.getOrDefault(ALL, BigDecimal.ZERO))));
    }

    /// Images that must be bought for as many good ones: each purchase falls short with the same chance, so it takes
    /// `images / (1 - rate)` of them.
    static BigDecimal purchases(long images, BigDecimal rate) {
        return BigDecimal.valueOf(images)
                .divide(BigDecimal.ONE.subtract(rate), new MathContext(20, RoundingMode.HALF_UP));
    }
}
