package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question about a decoded image that has a measurable answer. Its version changes whenever the
/// same image could get
/// another answer under the same thresholds.
interface Check {
    /// Name in verdicts, profiles and metrics, for example `resolution`.
    String id();

    /// Version of the check.
    default String version() {
        return "1";
    }

    /// Its thresholds, with the values that hold unless a profile says otherwise.
    Thresholds thresholds();

    /// Looks at an image. A pure function: the same specimen gets the same finding.
    Finding examine(Specimen specimen, Thresholds limits);

    /// What the image would be with the fault mended, where that needs no model. Asked only after a finding that
    /// did not pass.
    default Optional<Picture> repaired(Specimen specimen, Thresholds limits) {
        return Optional.empty();
    }

    /// The finding of this check.
    default Finding finding(CheckStatus status, Map<String, Double> measured, String detail, Box... boxes) {
        return finding(status, measured, detail, List.of(boxes));
    }

    /// The finding of this check.
    default Finding finding(CheckStatus status, Map<String, Double> measured, String detail, List<Box> boxes) {
        return new Finding(id(), version(), status, measured, detail, boxes, true);
    }

    /// The finding when the question does not arise.
    default Finding notAsked(String why) {
        return new Finding(id(), version(), CheckStatus.SKIPPED, Map.of(), why, List.of(), false);
    }

    /// The finding when the question arises and cannot be answered.
    default Finding skipped(String why) {
        return finding(CheckStatus.SKIPPED, Map.of(), why);
    }
}
