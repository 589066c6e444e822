package io.diptych.gemini;

import com.google.genai.types.FinishReason;
import io.diptych.events.FailureCode;

/// What the reason means with which an answer without an image ended.
final class FinishTable {
    private FinishTable() {}

    /// The failure of an answer that holds no image. A reason that this SDK does not know is an empty answer.
    static FailureCode failure(FinishReason.Known reason) {
        return switch (reason) {
            case SAFETY,
                    RECITATION,
                    BLOCKLIST,
                    PROHIBITED_CONTENT,
                    SPII,
                    IMAGE_SAFETY,
                    IMAGE_PROHIBITED_CONTENT,
                    IMAGE_RECITATION -> FailureCode.CONTENT_REFUSED;
            case LANGUAGE -> FailureCode.INVALID_REQUEST;
            case FINISH_REASON_UNSPECIFIED,
                    STOP,
                    MAX_TOKENS,
                    OTHER,
                    MALFORMED_FUNCTION_CALL,
                    UNEXPECTED_TOOL_CALL,
                    TOO_MANY_TOOL_CALLS,
                    NO_IMAGE,
                    IMAGE_OTHER -> FailureCode.EMPTY_RESPONSE;
        };
    }
}
