package io.diptych.gemini;

import com.fasterxml.jackson.core.JacksonException;
import com.google.genai.errors.ApiException;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ProviderOutcome.Failed;

/// What the SDK's exceptions mean.
final class BrokenAnswers {
    private BrokenAnswers() {}

    /// The failure of a call that ended with an exception.
    static Failed failed(RuntimeException thrown, Exchange exchange) {
        if (thrown instanceof ApiException answer) {
            return refused(answer, exchange);
        }
        if (exchange.sent() && Exchange.rootOf(thrown) instanceof JacksonException) {
            return new Failed(
                    FailureCode.MALFORMED_RESPONSE,
                    Billing.UNKNOWN,
                    "the answer cannot be read: " + Exchange.rootOf(thrown).getMessage(),
                    null,
                    null,
                    null);
        }
        return exchange.broken(thrown);
    }

    private static Failed refused(ApiException answer, Exchange exchange) {
        ErrorDetails details = ErrorDetails.of(exchange.errorBody());
        FailureTable.Row row = FailureTable.find(answer.code(), details.reason());
        return new Failed(
                row.failure(),
                row.billing(),
                answer.code() + " " + answer.status() + ": " + answer.message(),
                details.retryDelay(),
                null,
                null);
    }
}
