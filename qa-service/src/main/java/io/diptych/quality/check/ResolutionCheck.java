package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import java.util.Map;

/// Whether the image has the size that was bought, and its ratio.
final class ResolutionCheck implements Check {

    @Override
    public String id() {
        return "resolution";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("maxSideError", 0.0, "warnRatioError", 0.01, "maxRatioError", 0.03));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        Expectation expectation = specimen.expectation();
        int width = specimen.picture().width();
        int height = specimen.picture().height();
        if (expectation.anySize()) {
            return notAsked("no size is expected, the image is " + width + "x" + height);
        }
        double sideError = Math.max(errorOf(width, expectation.width()), errorOf(height, expectation.height()));
        double ratio = (double) width / height;
        double ratioError = Math.max(ratio / expectation.ratio(), expectation.ratio() / ratio) - 1;
        CheckStatus side = sideError <= limits.get("maxSideError") ? CheckStatus.PASSED : CheckStatus.FAILED;
        return finding(
                Scale.worse(side, Scale.low(ratioError, limits.get("warnRatioError"), limits.get("maxRatioError"))),
                Map.of(
                        "width",
                        (double) width,
                        "height",
                        (double) height,
                        "sideError",
                        sideError,
                        "ratioError",
                        ratioError),
                "image is " + width + "x" + height + ", the route is " + expectation.width() + "x"
                        + expectation.height());
    }

    private static double errorOf(int found, int expected) {
        return Math.abs(found - expected) / (double) expected;
    }
}
