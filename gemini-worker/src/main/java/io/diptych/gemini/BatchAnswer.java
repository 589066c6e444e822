package io.diptych.gemini;

import com.google.genai.types.InlinedResponse;
import com.google.genai.types.JobError;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the results of a batch mean.
final class BatchAnswer {
    /// Name of the metadata entry that carries an item's attempt id.
    static final String KEY = "key";

    private BatchAnswer() {}

    /// Outcomes by attempt id: by our keys, or else by the order of the requests.
    ///
    /// @param submitted attempt ids in the order of their requests; empty where it is not known
    /// @throws BatchException if a result can be given to no attempt
    static Map<String, ProviderOutcome> read(List<InlinedResponse> items, List<String> submitted)
            throws BatchException {
        Map<String, ProviderOutcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            InlinedResponse item = items.get(i);
            Optional<String> key = item.metadata().map(metadata -> metadata.get(KEY));
            if (key.isEmpty() && submitted.size() != items.size()) {
                throw new BatchException(
                        FailureCode.MALFORMED_RESPONSE,
                        false,
                        "result " + i + " of " + items.size() + " has no key, and the order of the " + submitted.size()
                                + " requests known here does not tell whose it is",
                        null);
            }
            outcomes.put(key.isPresent() ? key.get() : submitted.get(i), outcome(item));
        }
        return outcomes;
    }

    private static ProviderOutcome outcome(InlinedResponse item) {
        if (item.response().isPresent()) {
            return ContentAnswer.read(item.response().get());
        }
        if (item.error().isPresent()) {
            JobError error = item.error().get();
            return Failed.unbilled(
                    FailureTable.item(error.code().orElse(null)),
                    "code " + error.code().map(Object::toString).orElse("(none)") + ": "
                            + error.message().orElse("(no message)"));
        }
        return new Failed(
                FailureCode.MALFORMED_RESPONSE,
                Billing.UNKNOWN,
                "the result holds neither a response nor an error",
                null,
                null,
                null);
    }
}
