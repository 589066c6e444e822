package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import java.util.Map;

/// What one check found, with its evidence.
///
/// @param measured what was measured, by name
/// @param detail   for a person: what was found and what was expected
public record Finding(String checkId, String version, CheckStatus status, Map<String, Double> measured, String detail) {

    public Finding {
        measured = Map.copyOf(measured);
    }

    boolean passed() {
        return status == CheckStatus.PASSED;
    }

    boolean failed() {
        return status == CheckStatus.FAILED;
    }
}
