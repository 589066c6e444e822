package io.diptych.catalog;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Images billed by the piece, by lane, tier and class of size.
///
/// @param sizeClasses the class of a size by its pixels: the first key that is not smaller; empty when size plays no
/// part
/// @param micros      micro-dollars by lane, then tier (or `any`), then class of size (or `any`)
record ImageRates(NavigableMap<Long, String> sizeClasses, Map<Lane, Map<String, Map<String, BigDecimal>>> micros)
        implements Rates {

    ImageRates {
        sizeClasses = new TreeMap<>(sizeClasses);
        micros = Map.copyOf(micros);
    }

    @Override
    public Figure price(Consumption consumption) {
        return of(consumption.lane(), consumption.tier(), consumption.size(), consumption.images());
    }

    @Override
    public Figure estimate(Intent intent) {
        return of(intent.lane(), intent.tier(), intent.size(), 1);
    }

    private Figure of(Lane lane, String tier, @Nullable PixelSize size, int images) {
        Map<String, Map<String, BigDecimal>> tiers = micros.get(lane);
        if (tiers == null) {
            return new Figure.Missing("no price in lane " + lane);
        }
        Map<String, BigDecimal> classes = tiers.getOrDefault(Tier.canonical(tier), tiers.get(Tier.ANY));
        if (classes == null) {
            return new Figure.Missing("no price for tier " + tier + " in lane " + lane);
        }
        BigDecimal each = classes.get(Tier.ANY);
        if (each == null) {
            each = sizeClass(size).map(classes::get).orElse(null);
        }
        if (each == null) {
            return new Figure.Missing(
                    "no price for tier " + tier + " at size " + (size == null ? "unknown" : size) + " in lane " + lane);
        }
        return new Figure.Exact(
                each.multiply(BigDecimal.valueOf(images)),
                images + " x " + Dollars.of(each) + " per image (" + tier + ", " + lane + ")");
    }

    private Optional<String> sizeClass(@Nullable PixelSize size) {
        return size == null
                ? Optional.empty()
                : Optional.ofNullable(sizeClasses.ceilingEntry(size.pixels())).map(Map.Entry::getValue);
    }
}
