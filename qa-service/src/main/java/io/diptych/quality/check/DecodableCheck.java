package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Intake;
import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import java.util.Map;

/// Whether there is an image at all. Its thresholds are those of the intake; the other checks wait for its answer.
final class DecodableCheck {
    static final String ID = "decodable";
    static final String VERSION = "1";

    Finding examine(Intake intake) {
        return switch (intake) {
            case Taken(var picture) ->
                new Finding(
                        ID,
                        VERSION,
                        CheckStatus.PASSED,
                        Map.of("width", (double) picture.width(), "height", (double) picture.height()),
                        "decoded");
            case Refused(var reason, var measured) -> failed(reason, measured);
        };
    }

    Finding failed(String reason, Map<String, Double> measured) {
        return new Finding(ID, VERSION, CheckStatus.FAILED, measured, reason);
    }
}
