package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import java.util.Map;

/// A question about a decoded image that has a measurable answer. Its version changes whenever the same image could get
/// another answer under the same thresholds.
public interface Check {
    /// Name in verdicts and metrics, for example `resolution`.
    String id();

    /// Version of the check.
    String version();

    /// Looks at an image. A pure function: the same image gets the same finding.
    Finding examine(Picture picture, Expectation expectation);

    /// The finding of this check.
    default Finding finding(boolean passed, Map<String, Double> measured, String detail) {
        return new Finding(id(), version(), passed ? CheckStatus.PASSED : CheckStatus.FAILED, measured, detail);
    }

    /// The finding when there is nothing to look at.
    default Finding skipped() {
        return new Finding(id(), version(), CheckStatus.SKIPPED, Map.of(), "there is no image to look at");
    }
}
