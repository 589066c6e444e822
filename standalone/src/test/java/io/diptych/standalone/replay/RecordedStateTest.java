package io.diptych.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CircuitState;
import io.diptych.router.routing.ModelHealth;
import io.diptych.standalone.explain.Situation;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedStateTest {
    @Test
    void readsWhatTheRouterWroteDown() {
        Situation read = RecordedState.situation(Map.of(
                "seed", "-17",
                "health.gpt-image-2", "OPEN, limited until 2026-06-01T10:00:00Z, no key: 5 of 5 calls failed",
                "health.gemini-3.1-flash-image", "HALF_OPEN",
                "budget.leftMicros", "120000"));

        assertThat(read)
                .isEqualTo(new Situation(
                        Map.of(
                                "gpt-image-2",
                                new ModelHealth(
                                        CircuitState.OPEN,
                                        Instant.parse("2026-06-01T10:00:00Z"),
                                        false,
                                        "5 of 5 calls failed"),
                                "gemini-3.1-flash-image",
                                new ModelHealth(CircuitState.HALF_OPEN, null, true, "")),
                        120_000L,
                        -17L));
    }

    @Test
    void isCalmWhereNothingIsWrittenDown() {
        assertThat(RecordedState.situation(Map.of())).isEqualTo(Situation.CALM);
    }
}
