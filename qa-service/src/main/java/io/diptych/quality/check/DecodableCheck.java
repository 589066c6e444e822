package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Intake;
import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import java.util.List;
import java.util.Map;

/// Whether there is an image at all. Its thresholds are those of the intake; the other checks wait
/// for its answer.
final class DecodableCheck {
    static final String ID = "decodable";
    static final String VERSION = "2";

    private DecodableCheck() {}

    static Finding examine(Intake intake) {
        return switch (intake) {
            case Taken(var picture) ->
                finding(CheckStatus.PASSED, "decoded", Map.of("width", (double) picture.width(), "height", (double)
                        picture.height()));
            case Refused(var reason, var measured) -> finding(CheckStatus.FAILED, reason, measured);
        };
    }

    static Finding finding(CheckStatus status, String detail, Map<String, Double> measured) {
        return new Finding(ID, VERSION, status, measured, detail, List.of(), true);
    }
}
