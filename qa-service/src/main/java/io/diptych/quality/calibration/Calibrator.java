package io.diptych.quality.calibration;

import java.util.Comparator;
import java.util.List;

/// Finds the lowest accept threshold that keeps a promise, by fixed-sequence testing (A. N. Angelopoulos et al.: Learn
/// then Test, 2021): thresholds are tried from the strictest downwards, and the first one whose upper confidence bound
/// breaks the promise ends the search. Since the order is fixed beforehand, no correction for many tests is due.
///
/// The promise is about all results of a stage group ("accepted and bad"), not about the accepted ones alone. It holds
/// for traffic like the audited one; an alarm on a shift voids it until the next calibration.
public final class Calibrator {
    /// Fewest audits that a promise may rest on: below, an honest bound accepts almost nothing.
    public static final int FEWEST_AUDITS = 500;

    /// Holds until there are enough audits.
    public static final double STRICT_THRESHOLD = 0.9;

    private static final int STEPS = 1000;

    private Calibrator() {}

    /// The gate that the audits justify.
    ///
    /// @param audits drawn uniformly from all results of a stage group, never from the review
    ///               queue, which is chosen by score
    public static AcceptGate calibrate(List<Audit> audits, Promise promise) {
        int trials = audits.size();
        if (trials < FEWEST_AUDITS) {
            return new AcceptGate.Strict(
                    STRICT_THRESHOLD, trials, trials + " random audits, a promise needs at least " + FEWEST_AUDITS);
        }
        List<Audit> bestFirst = audits.stream()
                .sorted(Comparator.comparingDouble(Audit::score).reversed())
                .toList();
        AcceptGate found = new AcceptGate.Strict(
                STRICT_THRESHOLD, trials, "no threshold keeps bad accepts below " + promise.alpha());
        int accepted = 0;
        int bad = 0;
        for (int step = STEPS; step >= 0; step--) {
            double threshold = (double) step / STEPS;
            while (accepted < trials && bestFirst.get(accepted).score() >= threshold) {
                bad += bestFirst.get(accepted).good() ? 0 : 1;
                accepted++;
            }
            double bound = BinomialBound.upper(bad, trials, promise.delta());
            if (bound > promise.alpha()) {
                return found;
            }
            found = new AcceptGate.Calibrated(threshold, promise, trials, bad, (double) accepted / trials, bound);
        }
        return found;
    }
}
