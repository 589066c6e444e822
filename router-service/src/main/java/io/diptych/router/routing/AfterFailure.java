package io.diptych.router.routing;

import io.diptych.events.FailureCode;

/// What follows a failure: the one table of codes.
public enum AfterFailure {
    /// Another attempt by another model.
    REROUTE_ELSEWHERE,
    /// Another attempt by another model; where none is left and surely nothing was charged, by the same one after a
    /// pause: what failed passes by itself.
    REROUTE_OR_WAIT,
    /// Another attempt by another model, or by the same one in another lane: it is the batch that failed.
    REROUTE_OTHER_LANE,
    /// Another attempt by another model, or by the same one at a higher tier: its image was not good enough.
    REROUTE_HIGHER,
    /// The job ends as FAILED: no model would do better.
    FAIL,
    /// The job ends as REJECTED: the provider's policy forbids the image. Asking another provider for what one
    /// refused is not done in the caller's stead.
    REJECT,
    /// The job ends as CANCELLED.
    CANCEL;

    /// The row of a code.
    public static AfterFailure of(FailureCode code) {
        return switch (code) {
            case RATE_LIMITED, UNAVAILABLE, TIMEOUT -> REROUTE_OR_WAIT;
            case MALFORMED_RESPONSE,
                    EMPTY_RESPONSE,
                    NOT_CONFIGURED,
                    AUTHENTICATION,
                    QUOTA_EXHAUSTED,
                    MODEL_RETIRED,
                    INTERNAL -> REROUTE_ELSEWHERE;
            case EXPIRED -> REROUTE_OTHER_LANE;
            case QUALITY_REJECTED -> REROUTE_HIGHER;
            case INVALID_REQUEST, NO_ROUTE -> FAIL;
            case CONTENT_REFUSED -> REJECT;
            case CANCELLED -> CANCEL;
        };
    }
}
