package io.diptych.router.kafka;

import io.diptych.events.Blame;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import org.jspecify.annotations.Nullable;

/// Writes failures that the router finds itself.
final class Failures {
    private Failures() {}

    static Failure of(FailureCode code, String message, @Nullable String field) {
        return Failure.newBuilder()
                .setCode(code)
                .setBlame(blame(code))
                .setMessage(message)
                .setField(field)
                .build();
    }

    /// Whose fault a job's end is, seen from the caller: a job that no model can do is as the caller asked for it.
    private static Blame blame(FailureCode code) {
        return switch (code) {
            case INVALID_REQUEST, CONTENT_REFUSED, NO_ROUTE, CANCELLED -> Blame.CALLER;
            case UNAVAILABLE, TIMEOUT, MALFORMED_RESPONSE, EMPTY_RESPONSE, QUALITY_REJECTED -> Blame.PROVIDER;
            case RATE_LIMITED, QUOTA_EXHAUSTED -> Blame.CAPACITY;
            case NOT_CONFIGURED, AUTHENTICATION, MODEL_RETIRED, EXPIRED, INTERNAL -> Blame.OURS;
        };
    }
}
