package io.diptych.quality.check;

import io.diptych.events.Decision;
import java.util.List;

/// What the findings on an image amount to: it is accepted when no check failed.
///
/// @param findings in the order of the checks, at least one
public record Judgement(List<Finding> findings) {

    public Judgement {
        findings = List.copyOf(findings);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("findings are empty, a judgement needs one at least");
        }
    }

    /// The decision.
    public Decision decision() {
        return findings.stream().anyMatch(Finding::failed) ? Decision.ESCALATE : Decision.ACCEPT;
    }

    /// Share of the checks that passed, 0..1. A skipped check did not pass.
    public double score() {
        return (double) findings.stream().filter(Finding::passed).count() / findings.size();
    }

    /// Ids of the checks that speak against the image.
    public List<String> reasons() {
        return findings.stream().filter(Finding::failed).map(Finding::checkId).toList();
    }
}
