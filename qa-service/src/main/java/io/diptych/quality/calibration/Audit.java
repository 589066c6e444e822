package io.diptych.quality.calibration;

/// What a person said of a result that was drawn at random from all results of its stage group.
///
/// @param score score of quality control, 0..1; higher is better
/// @param good  whether the person would deliver it
public record Audit(double score, boolean good) {
    public Audit {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score is " + score + ", must be within 0 and 1");
        }
    }
}
