package io.diptych.standalone.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.DataClass;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDocumentTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void fillsInWhatTheDocumentLeavesOut() {
        RequestDocument document = RequestDocument.parse("""
                {"requestId": "r1", "tenant": "t", "prompt": "A kettle", "purpose": {"stage": "SCENE"}, "lane": "BATCH"}
                """);

        GenerationRequest request = document.toRequest(NOW);

        assertThat(request.getRequestId()).isEqualTo("r1");
        assertThat(request.getPurpose().getStage()).isEqualTo(Stage.SCENE);
        assertThat(request.getLane()).isEqualTo(Lane.BATCH);
        assertThat(request.getOutput().getCount()).isEqualTo(1);
        assertThat(request.getConstraints().getDataClass()).isEqualTo(DataClass.CONFIDENTIAL);
        assertThat(request.getOccurredAt()).isEqualTo(NOW);
    }

    @Test
    void takesTimesAsText() {
        RequestDocument document = RequestDocument.parse("""
                {"requestId": "r1", "tenant": "t", "constraints": {"deadline": "2026-11-22T00:00:00Z"}}
                """);

        assertThat(document.toRequest(NOW).getConstraints().getDeadline())
                .isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
    }

    @Test
    void letsAFlagWin() {
        RequestDocument document =
                RequestDocument.parse("{\"requestId\": \"r1\", \"tenant\": \"t\", \"output\": {\"count\": 2}}");

        document.set("output.count", 3);

        assertThat(document.toRequest(NOW).getOutput().getCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tenant\": \"t\"} | field requestId is missing",
                "{\"requestId\": 7, \"tenant\": \"t\"} | field requestId is 7, must be text",
                "{\"requestId\": \"r\", \"tenant\": \"t\", \"output\": {\"count\": \"two\"}} | field output.count is \"two\", must be a whole number",
                "{\"requestId\": \"r\", \"tenant\": \"t\", \"lane\": \"FAST\"} | field lane is \"FAST\", must be one of [INTERACTIVE, BULK, BATCH]"
            })
    void namesTheFieldItsValueAndWhatWouldBeRight(String json, String message) {
        RequestDocument document = RequestDocument.parse(json);

        assertThatThrownBy(() -> document.toRequest(NOW)).hasMessage(message);
    }

    @Test
    void refusesAFieldThatTheContractDoesNotHave() {
        RequestDocument document = RequestDocument.parse("{\"requestId\": \"r\", \"tenant\": \"t\", \"promt\": \"x\"}");

        assertThatThrownBy(() -> document.toRequest(NOW))
                .hasMessageStartingWith("field promt is unknown, must be one of [");
    }

    @Test
    void refusesWhatIsNotAnObject() {
        assertThatThrownBy(() -> RequestDocument.parse("[]")).hasMessage("request must be a JSON object");
        assertThatThrownBy(() -> RequestDocument.parse("{")).hasMessageStartingWith("request is not JSON: ");
    }
}
