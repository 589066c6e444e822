package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.Headers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void readsSeconds() {
        assertThat(wait("retry-after", "7")).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void readsADate() {
        assertThat(wait("Retry-After", "Sat, 21 Nov 2026 10:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void prefersMilliseconds() {
        Headers headers = Headers.builder()
                .put("retry-after", "9")
                .put("retry-after-ms", "250")
                .build();

        assertThat(RetryAfter.of(headers, NOW)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void neverRoundsDown() {
        assertThat(wait("retry-after", "0.5")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void saysNothingOfWhatCannotBeRead() {
        assertThat(wait("retry-after", "soon")).isNull();
        assertThat(wait("retry-after", "-3")).isNull();
        assertThat(wait("x-other", "3")).isNull();
    }

    private static @org.jspecify.annotations.Nullable Duration wait(String name, String value) {
        return RetryAfter.of(Headers.builder().put(name, value).build(), NOW);
    }
}
