package io.diptych.quality.calibration;

/// What a threshold promises: among all results, those that are accepted and bad are at most a share `alpha`, and this
/// holds for all but a share `delta` of calibrations.
///
/// @param alpha highest share of results that are accepted and bad, between 0 and 1
/// @param delta highest probability that a calibration breaks the promise, between 0 and 1
public record Promise(double alpha, double delta) {
    public Promise {
        require("alpha", alpha);
        require("delta", delta);
    }

    /// The usual confidence of 90 %.
    public static Promise of(double alpha) {
        return new Promise(alpha, 0.1);
    }

    private static void require(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be between 0 and 1");
        }
    }
}
