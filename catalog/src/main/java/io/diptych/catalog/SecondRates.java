package io.diptych.catalog;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Films billed by the second.
///
/// @param microsPerSecond micro-dollars by resolution tier, or under `any`
record SecondRates(Map<String, BigDecimal> microsPerSecond) implements Rates {

    SecondRates {
        microsPerSecond = Map.copyOf(microsPerSecond);
    }

    @Override
    public Figure price(Consumption consumption) {
        return of(consumption.lane(), consumption.tier(), consumption.length(), consumption.images());
    }

    /// One clip of the model's greatest length.
    @Override
    public Figure estimate(Intent intent) {
        Video video = intent.model().capabilities().video();
        return of(intent.lane(), intent.tier(), video == null ? null : video.longest(), 1);
    }

    private Figure of(Lane lane, String tier, @Nullable Duration length, int clips) {
        if (lane == Lane.BATCH) {
            return new Figure.Missing("films have no batch price");
        }
        BigDecimal rate = microsPerSecond.getOrDefault(Tier.canonical(tier), microsPerSecond.get(Tier.ANY));
        if (rate == null) {
            return new Figure.Missing("no price per second for tier " + tier);
        }
        if (length == null) {
            return new Figure.Missing("the length of the clip is not known");
        }
        BigDecimal seconds = BigDecimal.valueOf(length.toMillis(), 3);
        BigDecimal micros = rate.multiply(seconds, MathContext.UNLIMITED).multiply(BigDecimal.valueOf(clips));
        return new Figure.Exact(
                micros,
                clips + " x " + seconds.stripTrailingZeros().toPlainString() + " s x " + Dollars.of(rate) + "/s");
    }
}
