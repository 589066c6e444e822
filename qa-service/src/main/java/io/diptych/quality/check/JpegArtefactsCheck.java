package io.diptych.quality.check;

import io.diptych.quality.measure.Blockiness;
import io.diptych.quality.measure.GridLoss;
import java.util.Locale;
import java.util.Map;

/// Whether the grid of a lossy compression shows, in whatever format the image came.
final class JpegArtefactsCheck implements Check {

    @Override
    public String id() {
        return "jpeg-artefacts";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("warnAbove", 0.8, "failAbove", 1.8, "warnLoss", 0.5, "failLoss", 0.8));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        double blockiness = Blockiness.of(specimen.picture());
        double loss = GridLoss.of(specimen.picture());
        return finding(
                Scale.worse(
                        Scale.low(blockiness, limits.get("warnAbove"), limits.get("failAbove")),
                        Scale.low(loss, limits.get("warnLoss"), limits.get("failLoss"))),
                Map.of("blockiness", blockiness, "loss", loss),
                String.format(
                        Locale.ROOT,
                        "grid of eight pixels stands out by %.2f (at most %.2f), %.0f %% of fine detail is lost in it"
                                + " (at most %.0f %%)",
                        blockiness,
                        limits.get("warnAbove"),
                        loss * 100,
                        limits.get("warnLoss") * 100));
    }
}
