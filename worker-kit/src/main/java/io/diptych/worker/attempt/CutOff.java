package io.diptych.worker.attempt;

import io.diptych.events.FailureCode;

/// Why a call that runs is interrupted.
public enum CutOff {
    /// The caller wants it no more.
    CANCELLED(FailureCode.CANCELLED, "the caller cancelled the request"),
    /// It did not end by its deadline.
    OVERSTAYED(FailureCode.TIMEOUT, "the call did not end by its deadline"),
    /// The worker stops: the job is wanted all the same, so another attempt may follow.
    STOPPING(FailureCode.UNAVAILABLE, "the worker stopped before the call ended");

    private final FailureCode code;
    private final String reason;

    CutOff(FailureCode code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// How the attempt ends by it.
    public FailureCode code() {
        return code;
    }

    /// For a person.
    public String reason() {
        return reason;
    }
}
