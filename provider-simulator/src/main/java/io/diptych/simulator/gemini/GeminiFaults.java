package io.diptych.simulator.gemini;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.http.Answer;
import org.jspecify.annotations.Nullable;

/// Which faults are error answers of Google's, and which.
public final class GeminiFaults {

    private GeminiFaults() {}

    /// The answer of a call that a fault ends before anything is made; null where there is a good answer
    /// all the same.
    public static Answer.@Nullable Whole answer(FaultMode fault, String model) {
        return switch (fault) {
            case RATE_LIMIT -> GeminiErrors.rateLimit(model);
            case SERVER_ERROR, OVERLOADED -> GeminiErrors.overloaded();
            case UNAUTHORIZED -> GeminiErrors.wrongKey();
            case FORBIDDEN ->
                GeminiErrors.error(
                        403, "PERMISSION_DENIED", "The caller does not have permission to use " + model + ".");
            case SHUT_MODEL ->
                GeminiErrors.error(
                        404,
                        "NOT_FOUND",
                        "models/" + model + " is no longer available. Please update your code to use a newer model.");
            case REQUEST_TIMEOUT ->
                GeminiErrors.error(504, "DEADLINE_EXCEEDED", "The request timed out. Please try again.");
            case NO_CREDIT ->
                GeminiErrors.error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).");
            case BAD_GATEWAY ->
                Answer.text(502, "text/html", "<html><head><title>502 Bad Gateway</title></head></html>");
            case REFUSAL,
                    HANG,
                    MALFORMED,
                    EMPTY,
                    BLANK,
                    WRONG_RATIO,
                    CUT,
                    CONFLICT,
                    CUT_EARLY,
                    TRICKLE,
                    LARGE,
                    WRONG_SIZE,
                    TRUNCATED,
                    NOT_IMAGE,
                    STREAM_ERROR,
                    EXPIRE -> null;
        };
    }
}
