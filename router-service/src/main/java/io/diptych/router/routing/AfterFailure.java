package io.diptych.router.routing;

import io.diptych.events.FailureCode;

/// What follows a failure: the one table of codes.
public enum AfterFailure {
    /// Another attempt: by another model where one is left, else by another route of the same one.
    REROUTE,
    /// Another attempt by another model; this one would fail again.
    REROUTE_ELSEWHERE,
    /// The job ends as FAILED: no model would do better.
    FAIL,
    /// The job ends as REJECTED: the provider's policy forbids the image. Asking another provider for what one refused
    /// is not
    /// done in the caller's stead.
    REJECT,
    /// The job ends as CANCELLED.
    CANCEL;

    /// The row of a code.
    public static AfterFailure of(FailureCode code) {
        return switch (code) {
            case RATE_LIMITED,
                    UNAVAILABLE,
                    TIMEOUT,
                    MALFORMED_RESPONSE,
                    EMPTY_RESPONSE,
                    EXPIRED,
                    QUALITY_REJECTED,
                    INTERNAL -> REROUTE;
            case NOT_CONFIGURED, AUTHENTICATION, QUOTA_EXHAUSTED, MODEL_RETIRED -> REROUTE_ELSEWHERE;
            case INVALID_REQUEST, NO_ROUTE -> FAIL;
            case CONTENT_REFUSED -> REJECT;
            case CANCELLED -> CANCEL;
        };
    }
}
