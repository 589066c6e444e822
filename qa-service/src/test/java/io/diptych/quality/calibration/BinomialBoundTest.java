package io.diptych.quality.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialBoundTest {
    @ParameterizedTest(name = "no hit in {0} trials is below {1}")
    @CsvSource({"45, 0.05", "114, 0.02"})
    void withoutAHitIsOneMinusTheRootOfDelta(int trials, double alpha) {
        double bound = BinomialBound.upper(0, trials, 0.1);

        assertThat(bound).isCloseTo(1 - Math.pow(0.1, 1.0 / trials), within(1e-9));
        assertThat(bound).isLessThanOrEqualTo(alpha);
        assertThat(BinomialBound.upper(0, trials - 1, 0.1)).isGreaterThan(alpha);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"1, 20", "7, 100", "25, 500"})
    void isWhereAsFewHitsBecomeUnlikely(int hits, int trials) {
        double bound = BinomialBound.upper(hits, trials, 0.1);

        assertThat(atMost(hits, trials, bound)).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void isOneWhereAllAreHits() {
        assertThat(BinomialBound.upper(3, 3, 0.1)).isOne();
    }

    @Test
    void refusesMoreHitsThanTrials() {
        assertThatThrownBy(() -> BinomialBound.upper(4, 3, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hits are 4 of 3 trials");
    }

    /// Probability of at most so many hits, summed term by term.
    private static double atMost(int hits, int trials, double share) {
        double term = Math.pow(1 - share, trials);
        double sum = term;
        for (int k = 1; k <= hits; k++) {
            term *= (trials - k + 1.0) / k * share / (1 - share);
            sum += term;
        }
        return sum;
    }
}
