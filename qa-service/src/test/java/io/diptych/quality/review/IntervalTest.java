package io.diptych.quality.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {

    /// Wilson's interval of 1 in 10 at 95 %, as textbooks give it.
    @Test
    void isWilsons() {
        Interval one = Interval.of(1, 10);

        assertThat(one.low()).isCloseTo(0.0179, within(1e-4));
        assertThat(one.high()).isCloseTo(0.4042, within(1e-4));
    }

    @Test
    void staysBetweenNothingAndAll() {
        assertThat(Interval.of(0, 5).low()).isZero();
        assertThat(Interval.of(5, 5).high()).isEqualTo(1);
        assertThat(Interval.of(0, 0)).isEqualTo(new Interval(0, 0, 0, 1));
    }

    @Test
    void refusesMoreThanAll() {
        assertThatThrownBy(() -> Interval.of(6, 5)).hasMessage("count is 6, must be from 0 to 5");
    }
}
