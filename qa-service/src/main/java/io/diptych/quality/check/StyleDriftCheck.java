package io.diptych.quality.check;

import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.ColourDrift;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether the final image has the colours of the draft that was approved.
final class StyleDriftCheck implements Check {

    @Override
    public String id() {
        return "style-drift";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("warnAbove", 5.0, "failAbove", 12.0));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        Optional<Picture> draft = specimen.companion(Part.DRAFT);
        if (!specimen.has(Part.DRAFT)) {
            return notAsked("there is no draft to compare with");
        }
        if (draft.isEmpty()) {
            return skipped("the draft cannot be looked at");
        }
        double drift = ColourDrift.between(draft.get(), specimen.picture());
        return finding(
                Scale.low(drift, limits.get("warnAbove"), limits.get("failAbove")),
                Map.of("drift", drift),
                String.format(
                        Locale.ROOT,
                        "colours lie %.1f Delta-E from the draft's (at most %.1f)",
                        drift,
                        limits.get("warnAbove")));
    }
}
