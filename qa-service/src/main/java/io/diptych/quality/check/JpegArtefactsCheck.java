package io.diptych.quality.check;

import io.diptych.quality.measure.Blockiness;
import java.util.Locale;
import java.util.Map;

/// Whether the grid of a lossy compression shows, in whatever format the image came.
final class JpegArtefactsCheck implements Check {

    @Override
    public String id() {
        return "jpeg-artefacts";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("warnAbove", 0.8, "failAbove", 1.8));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        double blockiness = Blockiness.of(specimen.picture());
        return finding(
                Scale.low(blockiness, limits.get("warnAbove"), limits.get("failAbove")),
                Map.of("blockiness", blockiness),
                String.format(
                        Locale.ROOT,
                        "grid of eight pixels stands out by %.2f (at most %.2f)",
                        blockiness,
                        limits.get("warnAbove")));
    }
}
