package io.diptych.simulator.openai;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.http.Answer;
import org.jspecify.annotations.Nullable;

/// Which faults are error answers, and which.
final class OpenAiFaults {

    private OpenAiFaults() {}

    /// The answer of a call that a fault ends before anything is made; null where the image is made all the same.
    static Answer.@Nullable Whole answer(FaultMode fault, String model, String requestId) {
        return switch (fault) {
            case RATE_LIMIT -> OpenAiErrors.rateLimit(model);
            case SERVER_ERROR -> OpenAiErrors.serverError();
            case REFUSAL -> OpenAiErrors.refusal(requestId);
            case UNAUTHORIZED -> OpenAiErrors.unauthorized();
            case FORBIDDEN -> OpenAiErrors.forbidden(model);
            case SHUT_MODEL -> OpenAiErrors.shut(model);
            case REQUEST_TIMEOUT -> OpenAiErrors.requestTimeout();
            case CONFLICT -> OpenAiErrors.conflict();
            case NO_CREDIT -> OpenAiErrors.noCredit();
            case BAD_GATEWAY -> OpenAiErrors.badGateway();
            case OVERLOADED -> OpenAiErrors.overloaded();
            case HANG,
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
}
