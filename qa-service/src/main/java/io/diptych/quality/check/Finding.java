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
/// @param lines    lines of text that were looked for, where the check reads text
public record Finding(
        String checkId,
        String version,
        CheckStatus status,
        Map<String, Double> measured,
        String detail,
        List<Box> boxes,
        boolean asked,
        List<Line> lines) {

    public Finding {
        measured = Map.copyOf(measured);
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    /// A finding of a check that reads no text.
    public Finding(
            String checkId,
            String version,
            CheckStatus status,
            Map<String, Double> measured,
            String detail,
            List<Box> boxes,
            boolean asked) {
        this(checkId, version, status, measured, detail, boxes, asked, List.of());
    }

    /// The same with the lines that were looked for.
    Finding reading(List<Line> looked) {
        return new Finding(checkId, version, status, measured, detail, boxes, asked, looked);
    }

    /// A line as it was asked for, and as it was read; nothing read is empty.
    public record Line(String expected, String read) {}

    /// Whether the check answered at all.
    public boolean answered() {
        return status != CheckStatus.SKIPPED;
    }

    boolean failed() {
        return status == CheckStatus.FAILED;
    }
}
