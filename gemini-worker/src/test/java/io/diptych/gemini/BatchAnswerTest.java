package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.types.InlinedResponse;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {
    private static final String IMAGE = "\"response\":{\"candidates\":[{\"content\":{\"parts\":["
            + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAEC\"}}]},\"finishReason\":\"STOP\"}]}";
    private static final String ERROR = "\"error\":{\"code\":3,\"message\":\"bad\"}";

    @Test
    void givesResultsToTheirAttemptsByKeyWhateverTheirOrder() throws BatchException {
        // When
        Map<String, ProviderOutcome> outcomes =
                BatchAnswer.read(List.of(item(ERROR, "b"), item(IMAGE, "a")), List.of("a", "b"));

        // Then
        assertThat(outcomes.get("a")).isInstanceOf(Rendered.class);
        assertThat(outcomes.get("b")).isEqualTo(Failed.unbilled(FailureCode.INVALID_REQUEST, "code 3: bad"));
    }

    @Test
    void fallsBackToTheOrderOfRequests() throws BatchException {
        // When
        Map<String, ProviderOutcome> outcomes = BatchAnswer.read(
                List.of(InlinedResponse.fromJson("{" + IMAGE + "}"), InlinedResponse.fromJson("{" + ERROR + "}")),
                List.of("a", "b"));

        // Then
        assertThat(outcomes.get("a")).isInstanceOf(Rendered.class);
        assertThat(outcomes.get("b")).isInstanceOf(Failed.class);
    }

    @Test
    void guessesNothingWhereTheOrderIsNotKnown() {
        List<InlinedResponse> items = List.of(InlinedResponse.fromJson("{" + IMAGE + "}"));

        for (List<String> submitted : List.of(List.<String>of(), List.of("a", "b"))) {
            assertThatThrownBy(() -> BatchAnswer.read(items, submitted))
                    .isInstanceOfSatisfying(BatchException.class, e -> {
                        assertThat(e.code()).isEqualTo(FailureCode.MALFORMED_RESPONSE);
                        assertThat(e.surelyRefused()).isFalse();
                    });
        }
    }

    @Test
    void doesNotKnowTheBillOfAResultOfNothing() throws BatchException {
        ProviderOutcome outcome =
                BatchAnswer.read(List.of(item("\"x\":1", "a")), List.of()).get("a");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.billing()).isEqualTo(Billing.UNKNOWN));
    }

    @Test
    void remembersTheOrderOfTheLatestBatchesOnly() {
        SubmittedOrders orders = new SubmittedOrders();
        for (int i = 0; i <= 1000; i++) {
            orders.remember("batches/" + i, List.of("a" + i));
        }

        assertThat(orders.of("batches/0")).isEmpty();
        assertThat(orders.of("batches/1000")).containsExactly("a1000");
    }

    private static InlinedResponse item(String content, String key) {
        return InlinedResponse.fromJson("{" + content + ",\"metadata\":{\"key\":\"" + key + "\"}}");
    }
}
