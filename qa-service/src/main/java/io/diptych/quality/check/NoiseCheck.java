package io.diptych.quality.check;

import java.util.Locale;
import java.util.Map;

/// Whether the flat parts of the image are free of noise.
final class NoiseCheck implements Check {

    @Override
    public String id() {
        return "noise";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("warnAbove", 3.4, "failAbove", 6.7));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        double noise = specimen.noise();
        return finding(
                Scale.low(noise, limits.get("warnAbove"), limits.get("failAbove")),
                Map.of("deviation", noise),
                String.format(
                        Locale.ROOT,
                        "noise deviates by %.2f in flat parts (at most %.2f)",
                        noise,
                        limits.get("warnAbove")));
    }
}
