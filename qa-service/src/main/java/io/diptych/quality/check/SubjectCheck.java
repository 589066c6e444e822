package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Keypoints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the thing of the reference is in the image, wherever and however large: points that
/// agree on one homography.
/// A reference with too little texture says nothing, and its check is skipped.
final class SubjectCheck implements Check {

    @Override
    public String id() {
        return "subject";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(
                Map.of("fewestPoints", 60.0, "warnBelow", 20.0, "failBelow", 10.0, "warnKept", 0.85, "failKept", 0.5));
    }

    /// What of the reference was found again.
    private static List<Box> boxes(Keypoints.@Nullable Place place, Picture picture) {
        if (place == null) {
            return List.of();
        }
        int left = (int) (place.left() * picture.width());
        int top = (int) (place.top() * picture.height());
        int width = (int) Math.ceil(place.right() * picture.width()) - left;
        int height = (int) Math.ceil(place.bottom() * picture.height()) - top;
        return List.of(new Box(left, top, width, height, "found of the subject"));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        Optional<Picture> reference = specimen.companion(Part.SUBJECT);
        if (!specimen.has(Part.SUBJECT)) {
            return notAsked("there is no reference of the subject");
        }
        if (reference.isEmpty()) {
            return skipped("the reference of the subject cannot be looked at");
        }
        Keypoints shared = Keypoints.shared(reference.get(), specimen.picture());
        Map<String, Double> measured =
                Map.of("points", (double) shared.found(), "inliers", (double) shared.inliers(), "kept", shared.kept());
        String detail = shared.inliers() + " of " + shared.found() + " points of the reference are in the image (at"
                + " least " + (int) limits.get("warnBelow") + "), " + Math.round(shared.kept() * 100)
                + " % of what is around them is (at least " + Math.round(limits.get("warnKept") * 100) + " %)";
        CheckStatus status = Scale.high(shared.inliers(), limits.get("warnBelow"), limits.get("failBelow"));
        if (status != CheckStatus.FAILED) {
            status = Scale.worse(status, Scale.high(shared.kept(), limits.get("warnKept"), limits.get("failKept")));
        }
        boolean plain = shared.found() < limits.get("fewestPoints");
        return plain && status != CheckStatus.PASSED
                ? finding(CheckStatus.SKIPPED, measured, detail + ": the reference is too plain to tell")
                : finding(
                        status,
                        measured,
                        detail,
                        status == CheckStatus.PASSED ? List.of() : boxes(shared.place(), specimen.picture()));
    }
}
