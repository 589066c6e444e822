package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import java.util.List;
import java.util.Map;

/// What one check found, with its evidence.
///
/// @param measured what was measured, by name
/// @param detail   for a person: what was found and what was expected
/// @param boxes    places that the detail speaks of
/// @param asked    whether the question arose at all; a check that skips a question that arose
///   lowers the confidence
public record Finding(
        String checkId,
        String version,
        CheckStatus status,
        Map<String, Double> measured,
        String detail,
        List<Box> boxes,
        boolean asked) {

    public Finding {
        measured = Map.copyOf(measured);
        boxes = List.copyOf(boxes);
    }

    /// Whether the check answered at all.
    public boolean answered() {
        return status != CheckStatus.SKIPPED;
    }

    boolean failed() {
        return status == CheckStatus.FAILED;
    }
}
