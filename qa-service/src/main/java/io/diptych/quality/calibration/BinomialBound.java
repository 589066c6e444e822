package io.diptych.quality.calibration;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// The exact upper confidence bound of a share (C. J. Clopper, E. S. Pearson: The use of confidence or fiducial limits
/// illustrated in the case of the binomial, Biometrika 26, 1934), one-sided.
final class BinomialBound {
    private BinomialBound() {}

    /// The highest share at which as few hits as these have at least the probability `delta`.
    ///
    /// @param hits   0..trials
    /// @param trials at least 1
    /// @param delta  probability that the true share is higher, between 0 and 1
    static double upper(int hits, int trials, double delta) {
        if (trials < 1 || hits < 0 || hits > trials) {
            throw new IllegalArgumentException("hits are " + hits + " of " + trials
                    + " trials, must be 0 up to the trials, of which there is one");
        }
        return hits == trials
                ? 1
                : BetaDistribution.of(hits + 1.0, (double) trials - hits).inverseSurvivalProbability(delta);
    }
}
