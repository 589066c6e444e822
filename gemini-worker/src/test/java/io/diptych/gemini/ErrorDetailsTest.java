package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDetailsTest {
    @Test
    void readsReasonAndDelayAmongOtherDetails() {
        ErrorDetails details = ErrorDetails.of("""
                {"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[
                 {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaValue":"20"}]},
                 {"@type":"type.googleapis.com/google.rpc.Help","links":[]},
                 {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","domain":"googleapis.com"},
                 {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"36.250s"}]}}""");

        assertThat(details).isEqualTo(new ErrorDetails("RATE_LIMIT_EXCEEDED", Duration.ofMillis(36_250)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "36", "s", "-1s", "1h", "99999999999999999999s"})
    void aDelayThatCannotBeReadIsNone(String delay) {
        ErrorDetails details = ErrorDetails.of(
                "{\"error\":{\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\""
                        + delay + "\"}]}}");

        assertThat(details.retryDelay()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<h1>bad gateway</h1>", "[]", "{}", "{\"error\":\"text\"}", "{\"error\":{\"code\":500"})
    void aBodyOfAnotherKindHasNone(String body) {
        assertThat(ErrorDetails.of(body)).isEqualTo(new ErrorDetails(null, null));
    }

    @Test
    void noBodyHasNone() {
        assertThat(ErrorDetails.of(null)).isEqualTo(new ErrorDetails(null, null));
    }
}
