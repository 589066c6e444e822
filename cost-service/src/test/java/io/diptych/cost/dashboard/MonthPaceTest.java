package io.diptych.cost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonthPaceTest {

    @Test
    void goesOnAsItWent() {
        MonthPace pace = MonthPace.of(Instant.parse("2026-11-11T00:00:00Z"), 100);

        assertThat(pace)
                .isEqualTo(new MonthPace(
                        Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"), 100, 300L));
    }

    @Test
    void saysNothingInTheFirstHours() {
        assertThat(MonthPace.of(Instant.parse("2026-11-01T10:00:00Z"), 100).forecastMicros())
                .isNull();
    }
}
