package io.diptych.simulator.ark;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.http.Answer;
import org.jspecify.annotations.Nullable;

/// Which faults are error answers, and which.
final class ArkFaults {

    private ArkFaults() {}

    /// The answer of a call that a fault ends before anything is made; null where there is a good answer all the same.
    static Answer.@Nullable Whole answer(FaultMode fault, String model) {
        return switch (fault) {
            case RATE_LIMIT ->
                error(429, "RateLimitExceeded", "TooManyRequests").with("retry-after", "1");
            case SERVER_ERROR -> error(500, "InternalServiceError", "InternalServerError");
            case UNAUTHORIZED -> error(401, "AuthenticationError", "Unauthorized");
            case FORBIDDEN -> error(403, "AccessDenied", "Forbidden");
            case SHUT_MODEL ->
                ArkErrors.error(
                        404, "ModelNotOpen", "Your account has not activated the model " + model + ".", "", "NotFound");
            case REQUEST_TIMEOUT -> error(408, "RequestTimeout", "RequestTimeout");
            case CONFLICT -> error(409, "Conflict", "Conflict");
            case NO_CREDIT -> error(403, "AccountOverdueError", "Forbidden");
            case BAD_GATEWAY -> Answer.text(502, "text/html", "<html><body>502 Bad Gateway</body></html>");
            case OVERLOADED -> error(503, "ServerOverloaded", "TooManyRequests");
            case REFUSAL,
                    HANG,
                    MALFORMED,
                    EMPTY,
                    BLANK,
                    WRONG_RATIO,
                    CUT,
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

    private static Answer.Whole error(int status, String code, String type) {
        return ArkErrors.error(status, code, "The request failed: " + code + ".", "", type);
    }
}
