package io.diptych.gemini;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The typed details of a `google.rpc.Status`.
///
/// @param reason     of its `ErrorInfo`, for example `API_KEY_INVALID`; null where there is none
/// @param retryDelay of its `RetryInfo`; null where there is none
record ErrorDetails(@Nullable String reason, @Nullable Duration retryDelay) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ErrorDetails NONE = new ErrorDetails(null, null);

    /// Reads the body of an error answer; a body that is none of ours has no details.
    ///
    /// @param body null where there was none
    static ErrorDetails of(@Nullable String body) {
        if (body == null) {
            return NONE;
        }
        try {
            String reason = null;
            Duration delay = null;
            for (JsonNode detail : JSON.readTree(body).path("error").path("details")) {
                switch (detail.path("@type").asText("")) {
                    case "type.googleapis.com/google.rpc.ErrorInfo" ->
                        reason = detail.path("reason").asText(null);
                    case "type.googleapis.com/google.rpc.RetryInfo" ->
                        delay = duration(detail.path("retryDelay").asText(""));
                    default -> {}
                }
            }
            return new ErrorDetails(reason, delay);
        } catch (JacksonException notJson) {
            return NONE;
        }
    }

    /// A protobuf `Duration` in JSON, such as `36s` or `0.250s`.
    private static @Nullable Duration duration(String text) {
        if (!text.endsWith("s")) {
            return null;
        }
        try {
            BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
            long nanos =
                    seconds.movePointRight(9).setScale(0, RoundingMode.CEILING).longValueExact();
            return nanos < 0 ? null : Duration.ofNanos(nanos);
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return null;
        }
    }
}
