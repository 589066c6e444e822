package io.diptych.quality.check;

import io.diptych.quality.intake.Picture;
import java.util.Map;

/// Whether the image has the size that was bought, and its ratio.
final class ResolutionCheck implements Check {
    private final ResolutionThresholds thresholds;

    ResolutionCheck(ResolutionThresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public String id() {
        return "resolution";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Finding examine(Picture picture, Expectation expectation) {
        double sideError = Math.max(
                errorOf(picture.width(), expectation.width()), errorOf(picture.height(), expectation.height()));
        double ratio = (double) picture.width() / picture.height();
        double ratioError = Math.max(ratio / expectation.ratio(), expectation.ratio() / ratio) - 1;
        return finding(
                sideError <= thresholds.maxSideError() && ratioError <= thresholds.maxRatioError(),
                Map.of(
                        "width",
                        (double) picture.width(),
                        "height",
                        (double) picture.height(),
                        "sideError",
                        sideError,
                        "ratioError",
                        ratioError),
                "image is " + picture.width() + "x" + picture.height() + ", the route is " + expectation.width() + "x"
                        + expectation.height());
    }

    private static double errorOf(int found, int expected) {
        return Math.abs(found - expected) / (double) expected;
    }
}
