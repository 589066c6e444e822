package io.diptych.quality.calibration;

/// From which score on a result is accepted without a person.
public sealed interface AcceptGate {
    /// Results with this score or a better one are accepted.
    double threshold();

    /// A threshold that keeps its promise on traffic like the audited one.
    ///
    /// @param audits        audits that it rests on
    /// @param acceptedBad   those of them that it would have accepted although they are bad
    /// @param acceptedShare share of them that it would have accepted, 0..1
    /// @param bound         upper confidence bound of the share that is accepted and bad, at most alpha
    record Calibrated(
            double threshold, Promise promise, int audits, int acceptedBad, double acceptedShare, double bound)
            implements AcceptGate {}

    /// A fixed threshold, because the audits do not suffice for a promise.
    ///
    /// @param audits audits that there are
    /// @param reason for a person
    record Strict(double threshold, int audits, String reason) implements AcceptGate {}
}
