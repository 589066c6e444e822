package io.diptych.quality.check;

import java.time.Duration;

/// A finding and how it counts.
///
/// @param hard   whether its failure alone decides
/// @param weight its share in the score
/// @param took   time that the check took; no part of any verdict
public record Graded(Finding finding, boolean hard, double weight, Duration took) {
    private static final double WARNED = 0.7;

    double credit() {
        return switch (finding.status()) {
            case PASSED -> weight;
            case WARNED -> weight * WARNED;
            case FAILED, SKIPPED -> 0;
        };
    }
}
