package io.diptych.gemini;

import com.google.genai.types.GenerateVideosOperation;
import com.google.genai.types.GenerateVideosResponse;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import java.util.List;
import java.util.Map;

/// What an operation means that ended without a film. Google charges for films that it delivers,
/// not for these.
final class VeoAnswer {
    private VeoAnswer() {}

    /// @param name of the operation
    static Failed withoutFilm(GenerateVideosOperation operation, String name) {
        Map<String, Object> error = operation.error().orElse(Map.of());
        if (!error.isEmpty()) {
            Integer code = error.get("code") instanceof Number number ? (Integer) number.intValue() : null;
            return failed(FailureTable.item(code), "code " + code + ": " + error.get("message"), name);
        }
        int filtered = operation
                .response()
                .flatMap(GenerateVideosResponse::raiMediaFilteredCount)
                .orElse(0);
        if (filtered > 0) {
            List<String> reasons = operation
                    .response()
                    .flatMap(GenerateVideosResponse::raiMediaFilteredReasons)
                    .orElse(List.of());
            return failed(FailureCode.CONTENT_REFUSED, "the film was filtered: " + String.join("; ", reasons), name);
        }
        return failed(FailureCode.EMPTY_RESPONSE, "the operation ended without a film", name);
    }

    private static Failed failed(FailureCode code, String message, String name) {
        return new Failed(code, Billing.NOT_BILLED, message, null, null, name);
    }
}
