package io.diptych.simulator.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration TYPICAL = Duration.ofSeconds(60);

    @Test
    void staysWithin15PercentOfTheCatalogue() {
        Pace pace = new Pace(new Dice(1), 1);

        for (int i = 0; i < 1000; i++) {
            assertThat(pace.latency(TYPICAL, "job-" + i)).isBetween(Duration.ofSeconds(51), Duration.ofSeconds(69));
        }
    }

    @Test
    void takesTheSameTimeForTheSameCall() {
        assertThat(new Pace(new Dice(1), 1).latency(TYPICAL, "job"))
                .isEqualTo(new Pace(new Dice(1), 1).latency(TYPICAL, "job"))
                .isNotEqualTo(new Pace(new Dice(2), 1).latency(TYPICAL, "job"));
    }

    @Test
    void isDividedBySpeed() {
        Duration real = new Pace(new Dice(1), 1).latency(TYPICAL, "job");

        assertThat(new Pace(new Dice(1), 20).latency(TYPICAL, "job"))
                .isCloseTo(real.dividedBy(20), Duration.ofNanos(100));
    }

    @Test
    void refusesToStandStill() {
        assertThatThrownBy(() -> new Pace(new Dice(1), 0)).hasMessageContaining("speed is 0");
    }
}
