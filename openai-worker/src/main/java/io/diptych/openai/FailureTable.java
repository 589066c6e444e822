package io.diptych.openai;

import static io.diptych.events.Billing.NOT_BILLED;
import static io.diptych.events.Billing.UNKNOWN;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What error answers of OpenAI, and of hosts that speak its dialect, mean. The first row that fits decides; the text
/// of messages is never read.
///
/// A server that answers with an error has drawn nothing and bills nothing; the exceptions are the answers by which a
/// gateway says that it stopped waiting: behind it the model may have drawn.
final class FailureTable {
    /// The rows, most particular first.
    static final List<Row> ROWS = List.of(
            row(400, "moderation_blocked", FailureCode.CONTENT_REFUSED, NOT_BILLED),
            row(400, "content_policy_violation", FailureCode.CONTENT_REFUSED, NOT_BILLED),
            row(400, "InputTextSensitiveContentDetected", FailureCode.CONTENT_REFUSED, NOT_BILLED),
            row(400, "InputImageSensitiveContentDetected", FailureCode.CONTENT_REFUSED, NOT_BILLED),
            row(400, "OutputImageSensitiveContentDetected", FailureCode.CONTENT_REFUSED, NOT_BILLED),
            row(400, "DataInspectionFailed", FailureCode.CONTENT_REFUSED, NOT_BILLED),
            row(400, "model_not_found", FailureCode.MODEL_RETIRED, NOT_BILLED),
            row(400, "billing_hard_limit_reached", FailureCode.QUOTA_EXHAUSTED, NOT_BILLED),
            row(401, null, FailureCode.AUTHENTICATION, NOT_BILLED),
            row(402, null, FailureCode.QUOTA_EXHAUSTED, NOT_BILLED),
            row(403, "AccountOverdueError", FailureCode.QUOTA_EXHAUSTED, NOT_BILLED),
            row(403, null, FailureCode.AUTHENTICATION, NOT_BILLED),
            row(404, null, FailureCode.MODEL_RETIRED, NOT_BILLED),
            row(408, null, FailureCode.TIMEOUT, NOT_BILLED),
            row(409, null, FailureCode.UNAVAILABLE, NOT_BILLED),
            row(410, null, FailureCode.MODEL_RETIRED, NOT_BILLED),
            row(429, "insufficient_quota", FailureCode.QUOTA_EXHAUSTED, NOT_BILLED),
            row(429, "billing_hard_limit_reached", FailureCode.QUOTA_EXHAUSTED, NOT_BILLED),
            row(429, null, FailureCode.RATE_LIMITED, NOT_BILLED),
            new Row(400, 499, null, FailureCode.INVALID_REQUEST, NOT_BILLED),
            // A gateway that lost its server says nothing of what that had begun.
            row(502, null, FailureCode.UNAVAILABLE, UNKNOWN),
            row(520, null, FailureCode.UNAVAILABLE, UNKNOWN),
            row(504, null, FailureCode.TIMEOUT, UNKNOWN),
            row(524, null, FailureCode.TIMEOUT, UNKNOWN),
            new Row(0, 999, null, FailureCode.UNAVAILABLE, NOT_BILLED));

    private FailureTable() {}

    /// The row for an error answer.
    ///
    /// @param status HTTP status
    /// @param code   `error.code` of the body; null where there is none
    /// @param type   `error.type` of the body; null where there is none
    static Row find(int status, @Nullable String code, @Nullable String type) {
        return ROWS.stream()
                .filter(row -> row.fits(status, code, type))
                .findFirst()
                .orElseThrow();
    }

    /// The row for an error that comes without a status: an event of a stream, or one image of several.
    ///
    /// An error that no row names counts as one of the server.
    static Row unnumbered(@Nullable String code, @Nullable String type) {
        return ROWS.stream()
                .filter(row -> row.name() != null && row.fits(row.from(), code, type))
                .findFirst()
                .orElseGet(() -> find(status(code, type), code, type));
    }

    private static int status(@Nullable String code, @Nullable String type) {
        if ("rate_limit_exceeded".equals(code)) {
            return 429;
        }
        return "invalid_request_error".equals(type) || "image_generation_user_error".equals(type) ? 400 : 500;
    }

    private static Row row(int status, @Nullable String name, FailureCode failure, Billing billing) {
        return new Row(status, status, name, failure, billing);
    }

    /// One line of the table.
    ///
    /// @param from first HTTP status it is about
    /// @param to   last HTTP status it is about
    /// @param name value of `error.code` or `error.type`; null stands for any
    record Row(int from, int to, @Nullable String name, FailureCode failure, Billing billing) {
        private boolean fits(int status, @Nullable String code, @Nullable String type) {
            return from <= status && status <= to && (name == null || name.equals(code) || name.equals(type));
        }
    }
}
