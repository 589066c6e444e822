package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.worker.provider.RateLimits;
import io.diptych.worker.provider.RateLimits.Room;
import java.time.Duration;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitHeadersTest {
    @Test
    void readsWhatTheHeadersSay() {
        Headers headers = Headers.of(
                "x-ratelimit-limit-requests", "50000",
                "x-ratelimit-remaining-requests", "49999",
                "x-ratelimit-reset-requests", "1ms",
                "x-ratelimit-remaining-tokens", "1200",
                "x-ratelimit-limit-input-images", "20",
                "x-ratelimit-remaining-input-images", "0",
                "x-ratelimit-reset-input-images", "soon");

        assertThat(LimitHeaders.of(headers))
                .isEqualTo(new RateLimits(
                        new Room(50_000L, 49_999, Duration.ofMillis(1)),
                        new Room(null, 1200, null),
                        new Room(20L, 0, null)));
    }

    @Test
    void saysNothingWhereTheHeadersDoNot() {
        assertThat(LimitHeaders.of(Headers.of("x-ratelimit-remaining-requests", "many")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"1ms, 1", "0s, 0", "6m0s, 360000", "1.5s, 1500", "1h2m3.004s, 3723004", "2h45m, 9900000"})
    void readsDurationsAsGoWritesThem(String text, long millis) {
        assertThat(LimitHeaders.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"''", "12", "1x", "s", "1s2", "-1s"})
    void doesNotGuessWhatAnotherTextMeans(String text) {
        assertThat(LimitHeaders.duration(text)).isNull();
    }
}
