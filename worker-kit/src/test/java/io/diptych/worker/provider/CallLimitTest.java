package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private final CallLimit limit = new CallLimit(Duration.ofSeconds(60), () -> NOW);

    @Test
    void isTheLongestCallWithoutADeadline() {
        assertThat(limit.left(call(null))).contains(Duration.ofSeconds(60));
    }

    @Test
    void endsAtTheDeadline() {
        assertThat(limit.left(call(NOW.plusSeconds(5)))).contains(Duration.ofSeconds(5));
    }

    @Test
    void isNeverLongerThanTheLongestCall() {
        assertThat(limit.left(call(NOW.plusSeconds(3600)))).contains(Duration.ofSeconds(60));
    }

    @Test
    void nothingIsLeftAfterTheDeadline() {
        assertThat(limit.left(call(NOW))).isEmpty();
        assertThat(limit.left(call(NOW.minusSeconds(1)))).isEmpty();
    }

    @Test
    void refusesALimitOfNothing() {
        assertThatThrownBy(() -> new CallLimit(Duration.ZERO, () -> NOW)).hasMessageContaining("PT0S");
    }

    private static RenderCall call(@Nullable Instant deadline) {
        return RenderCall.generate("r#0.1", "m", "p", "low", "1:1", 1024, 1024, deadline);
    }
}
