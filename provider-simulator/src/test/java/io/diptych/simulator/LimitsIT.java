package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The account's limits: what headers say of them is what is then refused.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
    private static final String CALL =
            "{\"model\":\"gpt-image-2\",\"prompt\":\"A kettle\",\"quality\":\"low\",\"size\":\"1024x640\"}";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(500), now::get);
    private final Caller caller = new Caller(simulator);

    @AfterAll
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void refusesWhatHeadersSaidWasNotLeft() throws Exception {
        // Given
        HttpResponse<String> set =
                caller.put(caller.to("/simulator/limits"), "{\"requests\": 10, \"input-images\": 2}");

        // When
        HttpResponse<String> first = generate();
        HttpResponse<String> second = generate();
        HttpResponse<String> third = generate();
        now.updateAndGet(before -> before.plusSeconds(30));
        HttpResponse<String> later = generate();

        // Then
        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(header(first, "x-ratelimit-limit-input-images")).isEqualTo("2");
        assertThat(header(first, "x-ratelimit-remaining-input-images")).isEqualTo("1");
        assertThat(header(first, "x-ratelimit-reset-input-images")).isEqualTo("30s");
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("9");
        assertThat(header(first, "x-ratelimit-reset-requests")).isEqualTo("6s");
        assertThat(header(first, "x-ratelimit-remaining-tokens")).isNotBlank();
        assertThat(header(second, "x-ratelimit-remaining-input-images")).isEqualTo("0");
        assertThat(header(second, "x-ratelimit-reset-input-images")).isEqualTo("1m0s");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(header(third, "retry-after")).isEqualTo("30");
        assertThat(Caller.json(third).at("/error/type").stringValue()).isEqualTo("input-images");
        assertThat(Caller.json(third).at("/error/code").stringValue()).isEqualTo("rate_limit_exceeded");
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(simulator.invoice().lines()).hasSize(3);
    }

    @Test
    void saysWhatIsWrongWithALimit() throws Exception {
        assertThat(caller.put(caller.to("/simulator/limits"), "{\"minutes\": 1}")
                        .body())
                .contains("limit is 'minutes'");
        assertThat(caller.put(caller.to("/simulator/limits"), "{\"tokens\": 0}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> generate() throws Exception {
        return caller.post(caller.openAi("/v1/images/generations"), CALL);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
