package io.diptych.quality.check;

import io.diptych.quality.measure.Sharpness;
import java.util.Locale;
import java.util.Map;

/// Whether the image is sharp where it is sharpest, noise taken out.
final class BlurCheck implements Check {

    @Override
    public String id() {
        return "blur";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("warnBelow", 60.0, "failBelow", 25.0));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        double noise = specimen.noise();
        double sharpness = Sharpness.of(specimen.picture(), noise);
        return finding(
                Scale.high(sharpness, limits.get("warnBelow"), limits.get("failBelow")),
                Map.of("sharpness", sharpness, "noise", noise),
                String.format(
                        Locale.ROOT,
                        "sharpest parts have a variance of %.1f (at least %.1f)",
                        sharpness,
                        limits.get("warnBelow")));
    }
}
