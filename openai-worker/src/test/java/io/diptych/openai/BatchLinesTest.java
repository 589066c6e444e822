package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLinesTest {
    @Test
    void readsAnImageAndItsTokens() throws IOException {
        ProviderOutcome outcome = read("""
                "response":{"status_code":200,"request_id":"req_1","body":{"created":1,"output_format":"webp",\
                "data":[{"b64_json":"AAEC"}],"usage":{"input_tokens":9,"output_tokens":158,\
                "input_tokens_details":{"text_tokens":4,"image_tokens":5}}}},"error":null""");

        assertThat(outcome).isInstanceOfSatisfying(Rendered.class, rendered -> {
            assertThat(rendered.bytes()).containsExactly(0, 1, 2);
            assertThat(rendered.mediaType()).isEqualTo("image/webp");
            assertThat(rendered.requestId()).isEqualTo("req_1");
            assertThat(rendered.usage()).isEqualTo(new Usage(4L, null, 5L, null, null, 158L));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"error\":{\"code\":\"batch_expired\",\"message\":\"x\"}|UNAVAILABLE|NOT_BILLED",
                "\"error\":{\"code\":\"batch_cancelled\",\"message\":\"x\"}|CANCELLED|NOT_BILLED",
                "\"error\":{\"code\":\"other\"}|UNAVAILABLE|NOT_BILLED",
                "\"response\":null,\"error\":null|MALFORMED_RESPONSE|UNKNOWN",
                "\"response\":{\"status_code\":400,\"body\":{\"error\":{\"code\":\"moderation_blocked\"}}}|CONTENT_REFUSED|NOT_BILLED",
                "\"response\":{\"status_code\":500,\"body\":\"oops\"}|UNAVAILABLE|NOT_BILLED",
                "\"response\":{\"status_code\":200,\"body\":{\"created\":1,\"data\":[]}}|EMPTY_RESPONSE|UNKNOWN",
                "\"response\":{\"status_code\":200,\"body\":{\"created\":1,\"data\":\"none\"}}|MALFORMED_RESPONSE|UNKNOWN",
                "\"response\":{\"status_code\":200,\"body\":{\"data\":[{\"b64_json\":\"!!\"}]}}|MALFORMED_RESPONSE|UNKNOWN",
                "\"response\":{\"status_code\":200,\"body\":{\"data\":[{\"url\":\"https://x/1\"}]}}|UNAVAILABLE|BILLED"
            })
    void means(String line, FailureCode code, Billing billing) throws IOException {
        assertThat(read(line))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed)
                                .extracting(Failed::code, Failed::billing)
                                .containsExactly(code, billing));
    }

    @Test
    void aLineThatIsNotJsonEndsTheReading() {
        assertThatThrownBy(() -> BatchLines.read(stream("{\"custom_id\":"), true))
                .isInstanceOf(JacksonException.class);
    }

    private static ProviderOutcome read(String line) throws IOException {
        var outcomes = BatchLines.read(stream("\n{\"id\":\"l1\",\"custom_id\":\"a#0.1\"," + line + "}\n"), true);
        assertThat(outcomes).containsOnlyKeys("a#0.1");
        return outcomes.values().iterator().next();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
