package io.diptych.worker.attempt;

import io.diptych.events.Blame;
import io.diptych.events.FailureCode;

/// What each failure code means to a worker: whose fault it is, and whether the same call may be made again.
///
/// Whether a failed attempt is rerouted or ends its job is the router's table, not this one.
public final class FailureTable {
    private FailureTable() {}

    /// Whose fault a failure is: the metric tag and the pager rule.
    public static Blame blameOf(FailureCode code) {
        return switch (code) {
            case CONTENT_REFUSED, INVALID_REQUEST -> Blame.CALLER;
            case UNAVAILABLE, TIMEOUT, MALFORMED_RESPONSE, EMPTY_RESPONSE, QUALITY_REJECTED -> Blame.PROVIDER;
            case RATE_LIMITED, QUOTA_EXHAUSTED -> Blame.CAPACITY;
            // A retired model is ours: our catalogue still offers it. A worker cancels and lets expire only what it
            // cuts off
            // itself.
            case NOT_CONFIGURED, AUTHENTICATION, MODEL_RETIRED, CANCELLED, EXPIRED, NO_ROUTE, INTERNAL -> Blame.OURS;
        };
    }

    /// Whether the same call may be made again a moment later inside the same attempt, provided that it surely was
    /// not billed.
    public static boolean isRetryable(FailureCode code) {
        return switch (code) {
            case RATE_LIMITED, UNAVAILABLE -> true;
            case TIMEOUT,
                    NOT_CONFIGURED,
                    AUTHENTICATION,
                    QUOTA_EXHAUSTED,
                    CONTENT_REFUSED,
                    INVALID_REQUEST,
                    MODEL_RETIRED,
                    MALFORMED_RESPONSE,
                    EMPTY_RESPONSE,
                    CANCELLED,
                    EXPIRED,
                    QUALITY_REJECTED,
                    NO_ROUTE,
                    INTERNAL -> false;
        };
    }
}
