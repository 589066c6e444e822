package io.diptych.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.openai.core.http.Headers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What the SDK's exceptions mean.
final class BrokenAnswers {
    private BrokenAnswers() {}

    /// The failure of a call that ended with an exception.
    static Failed failed(RuntimeException thrown, Exchange exchange, InstantSource clock) {
        if (thrown instanceof OpenAIServiceException answer) {
            return refused(answer, clock);
        }
        return isMalformed(thrown, exchange) ? malformed(thrown) : exchange.broken(thrown);
    }

    private static Failed refused(OpenAIServiceException e, InstantSource clock) {
        FailureTable.Row row = FailureTable.find(
                e.statusCode(), e.code().orElse(null), e.type().orElse(null));
        return new Failed(
                row.failure(),
                row.billing(),
                String.valueOf(e.getMessage()),
                RetryAfter.of(e.headers(), clock.instant()),
                null,
                requestId(e.headers()));
    }

    /// An answer that came and cannot be read, as against one that broke off on its way.
    private static boolean isMalformed(RuntimeException e, Exchange exchange) {
        Throwable root = Exchange.rootOf(e);
        return exchange.sent()
                && (root instanceof JacksonException
                        || root instanceof OpenAIInvalidDataException
                        || root instanceof IllegalArgumentException);
    }

    private static Failed malformed(RuntimeException e) {
        return new Failed(
                FailureCode.MALFORMED_RESPONSE,
                Billing.UNKNOWN,
                "the answer cannot be read: " + Exchange.rootOf(e).getMessage(),
                null,
                null,
                null);
    }

    static @Nullable String requestId(Headers headers) {
        return headers.values("x-request-id").stream().findFirst().orElse(null);
    }
}
