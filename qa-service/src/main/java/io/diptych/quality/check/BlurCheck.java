package io.diptych.quality.check;

import io.diptych.quality.measure.Sharpness;
import io.diptych.quality.measure.Softness;
import java.util.Locale;
import java.util.Map;

/// Whether the image is sharp where it is sharpest, noise taken out.
final class BlurCheck implements Check {

    @Override
    public String id() {
        return "blur";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("warnBelow", 60.0, "failBelow", 25.0, "warnSoftness", 0.5, "failSoftness", 0.6));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        double noise = specimen.noise();
        double sharpness = Sharpness.of(specimen.picture(), noise);
        double softness = Softness.of(specimen.picture());
        return finding(
                Scale.worse(
                        Scale.high(sharpness, limits.get("warnBelow"), limits.get("failBelow")),
                        Scale.low(softness, limits.get("warnSoftness"), limits.get("failSoftness"))),
                Map.of("sharpness", sharpness, "noise", noise, "softness", softness),
                String.format(
                        Locale.ROOT,
                        "sharpest parts have a variance of %.1f (at least %.1f), their edges a softness of %.2f (at most"
                                + " %.2f)",
                        sharpness,
                        limits.get("warnBelow"),
                        softness,
                        limits.get("warnSoftness")));
    }
}
