package io.diptych.gemini;

import static io.diptych.events.Billing.NOT_BILLED;
import static io.diptych.events.Billing.UNKNOWN;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the Gemini API's error answers mean. The first row that fits decides; the text of messages is never read.
///
/// A server that answers with an error has drawn nothing and bills nothing; the exception is `DEADLINE_EXCEEDED`,
/// by which a front end says that it stopped waiting: behind it the model may have drawn.
final class FailureTable {
    /// The rows, most particular first.
    static final List<Row> ROWS = List.of(
            row(400, "API_KEY_INVALID", FailureCode.AUTHENTICATION, NOT_BILLED),
            row(400, "API_KEY_EXPIRED", FailureCode.AUTHENTICATION, NOT_BILLED),
            row(401, null, FailureCode.AUTHENTICATION, NOT_BILLED),
            row(402, null, FailureCode.QUOTA_EXHAUSTED, NOT_BILLED),
            row(403, null, FailureCode.AUTHENTICATION, NOT_BILLED),
            row(404, null, FailureCode.MODEL_RETIRED, NOT_BILLED),
            row(408, null, FailureCode.TIMEOUT, NOT_BILLED),
            row(409, null, FailureCode.UNAVAILABLE, NOT_BILLED),
            row(410, null, FailureCode.MODEL_RETIRED, NOT_BILLED),
            row(429, null, FailureCode.RATE_LIMITED, NOT_BILLED),
            row(499, null, FailureCode.CANCELLED, UNKNOWN),
            new Row(400, 499, null, FailureCode.INVALID_REQUEST, NOT_BILLED),
            // A gateway that lost its server says nothing of what that had begun.
            row(502, null, FailureCode.UNAVAILABLE, UNKNOWN),
            row(504, null, FailureCode.TIMEOUT, UNKNOWN),
            new Row(0, 999, null, FailureCode.UNAVAILABLE, NOT_BILLED));

    /// What the `google.rpc.Code` of an item of a batch means. A batch bills the images that it delivers, never an
    /// error.
    static final Map<Integer, FailureCode> ITEM_CODES = Map.ofEntries(
            Map.entry(1, FailureCode.CANCELLED),
            Map.entry(3, FailureCode.INVALID_REQUEST),
            Map.entry(4, FailureCode.TIMEOUT),
            Map.entry(5, FailureCode.MODEL_RETIRED),
            Map.entry(7, FailureCode.AUTHENTICATION),
            Map.entry(8, FailureCode.RATE_LIMITED),
            Map.entry(9, FailureCode.INVALID_REQUEST),
            Map.entry(11, FailureCode.INVALID_REQUEST),
            Map.entry(12, FailureCode.INVALID_REQUEST),
            Map.entry(16, FailureCode.AUTHENTICATION));

    private FailureTable() {}

    /// The row for an error answer.
    ///
    /// @param status HTTP status
    /// @param reason `reason` of the body's `ErrorInfo`; null where there is none
    static Row find(int status, @Nullable String reason) {
        return ROWS.stream().filter(row -> row.fits(status, reason)).findFirst().orElseThrow();
    }

    /// What an item's error means; codes that are not listed are the provider's own trouble.
    ///
    /// @param code a `google.rpc.Code`; null where the item has none
    static FailureCode item(@Nullable Integer code) {
        return code == null ? FailureCode.UNAVAILABLE : ITEM_CODES.getOrDefault(code, FailureCode.UNAVAILABLE);
    }

    private static Row row(int status, @Nullable String reason, FailureCode failure, Billing billing) {
        return new Row(status, status, reason, failure, billing);
    }

    /// One line of the table.
    ///
    /// @param from   first HTTP status it is about
    /// @param to     last HTTP status it is about
    /// @param reason `reason` of an `ErrorInfo`; null stands for any
    record Row(int from, int to, @Nullable String reason, FailureCode failure, Billing billing) {
        private boolean fits(int status, @Nullable String answered) {
            return from <= status && status <= to && (reason == null || reason.equals(answered));
        }
    }
}
