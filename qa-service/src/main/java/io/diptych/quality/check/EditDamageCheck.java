package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.ColourDrift;
import io.diptych.quality.measure.Likeness;
import io.diptych.quality.measure.Luma;
import io.diptych.quality.measure.Noise;
import io.diptych.quality.measure.Sharpness;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a chain of edits did to the image, against its first one: no measure without a reference
/// sees it, some reward
/// it. Sharper than the root is an alarm as much as softer. Outside the mask where there is one,
/// all over otherwise.
final class EditDamageCheck implements Check {
    private static final int WORKING_SIDE = 1024;

    @Override
    public String id() {
        return "edit-damage";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.ofEntries(
                Map.entry("warnDepth", 4.0),
                Map.entry("failDepth", 8.0),
                Map.entry("warnNoise", 3.3),
                Map.entry("failNoise", 5.0),
                Map.entry("minSharpness", 0.5),
                Map.entry("maxSharpness", 2.5),
                Map.entry("warnStructure", 0.05),
                Map.entry("failStructure", 0.15),
                Map.entry("warnColour", 3.0),
                Map.entry("failColour", 5.0)));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        int depth = specimen.expectation().editDepth();
        Optional<Picture> root = specimen.companion(Part.ROOT);
        if (root.isEmpty()) {
            return depth == 0
                    ? notAsked("the image is not an edit")
                    : finding(
                            Scale.low(depth, limits.get("warnDepth") - 1, limits.get("failDepth") - 1),
                            Map.of("depth", (double) depth),
                            "edit number " + depth + ", its root cannot be looked at");
        }
        Picture image = specimen.picture().within(WORKING_SIDE);
        Picture first = root.get().resized(image.width(), image.height());
        double noise = Noise.of(image) - Noise.of(first);
        double sharpness = Sharpness.raw(image) / Math.max(1, Sharpness.raw(first));
        double structure = 1 - Likeness.ssim(Luma.halfOf(first), Luma.halfOf(image), _ -> true);
        double colour = ColourDrift.between(first, image);
        CheckStatus status = Scale.low(depth, limits.get("warnDepth") - 1, limits.get("failDepth") - 1);
        status = Scale.worse(status, Scale.low(noise, limits.get("warnNoise"), limits.get("failNoise")));
        status = Scale.worse(status, Scale.low(structure, limits.get("warnStructure"), limits.get("failStructure")));
        status = Scale.worse(status, Scale.low(colour, limits.get("warnColour"), limits.get("failColour")));
        if (sharpness < limits.get("minSharpness") || sharpness > limits.get("maxSharpness")) {
            status = Scale.worse(status, CheckStatus.WARNED);
        }
        return finding(
                status,
                Map.of(
                        "depth", (double) depth,
                        "noiseGained", noise,
                        "sharpnessRatio", sharpness,
                        "structureLost", structure,
                        "colourDrift", colour),
                String.format(
                        Locale.ROOT,
                        "edit number %d: noise %+.1f, sharpness x%.1f, structure lost %.3f, colour %.1f Delta-E",
                        depth,
                        noise,
                        sharpness,
                        structure,
                        colour));
    }
}
