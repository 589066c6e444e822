package io.diptych.gemini;

import com.google.genai.Client;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import java.util.Optional;
import java.util.function.Function;

/// One call of the batch interface or of a long operation.
final class BatchCall {
    private BatchCall() {}

    /// Makes the call.
    ///
    /// @param submitting whether it is the call that hands work over: only its failure tells that
    ///         there is none
    static <T> T make(GeminiConnection connection, boolean submitting, Function<Client, T> work) throws BatchException {
        Optional<Client> client = connection.client();
        if (client.isEmpty()) {
            throw new BatchException(FailureCode.NOT_CONFIGURED, submitting, GeminiImages.NO_KEY, null);
        }
        Exchange exchange = new Exchange();
        try {
            return exchange.run(() -> work.apply(client.get()));
        } catch (RuntimeException e) {
            Failed failed = BrokenAnswers.failed(e, exchange);
            boolean surelyRefused = submitting && failed.billing() == Billing.NOT_BILLED;
            throw new BatchException(failed.code(), surelyRefused, failed.message(), e, failed.retryAfter());
        }
    }
}
