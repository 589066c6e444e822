package io.diptych.quality.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.quality.calibration.AcceptGate.Calibrated;
import io.diptych.quality.calibration.AcceptGate.Strict;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorTest {
    private static final double GOOD_SHARE = 0.8;
    private static final int REDRAWS = 500;
    private static final Traffic TRAFFIC = new Traffic(2_000_000);

    @ParameterizedTest(name = "alpha {0}")
    @ValueSource(doubles = {0.02, 0.05, 0.1})
    void breaksItsPromiseInNoMoreThanATenthOfCalibrations(double alpha) {
        // Given
        SplittableRandom random = new SplittableRandom(7);
        Promise promise = Promise.of(alpha);

        // When
        long broken = Stream.generate(() -> Calibrator.calibrate(draw(random, 500), promise))
                .limit(REDRAWS)
                .filter(gate -> gate instanceof Calibrated)
                .filter(gate -> TRAFFIC.acceptedAndBad(gate.threshold()) > alpha)
                .count();

        // Then
        assertThat(broken).isLessThanOrEqualTo(REDRAWS / 10);
    }

    @Test
    void acceptsMostOfWhatIsGoodOnceThereAreAThousandAudits() {
        AcceptGate gate = Calibrator.calibrate(draw(new SplittableRandom(3), 1000), Promise.of(0.05));

        assertThat(gate).isInstanceOfSatisfying(Calibrated.class, calibrated -> {
            assertThat(calibrated.acceptedShare()).isBetween(0.7, 0.85);
            assertThat(calibrated.bound()).isLessThanOrEqualTo(0.05);
            assertThat(calibrated.audits()).isEqualTo(1000);
        });
    }

    @Test
    void aStricterPromiseAcceptsLess() {
        List<Audit> audits = draw(new SplittableRandom(5), 1000);

        assertThat(Calibrator.calibrate(audits, Promise.of(0.02)).threshold())
                .isGreaterThan(Calibrator.calibrate(audits, Promise.of(0.1)).threshold());
    }

    @Test
    void isStrictUntilThereAreEnoughAudits() {
        AcceptGate gate = Calibrator.calibrate(draw(new SplittableRandom(1), 499), Promise.of(0.05));

        assertThat(gate)
                .isEqualTo(new Strict(
                        Calibrator.STRICT_THRESHOLD, 499, "499 random audits, a promise needs at least 500"));
    }

    @Test
    void isStrictWhereTheBestScoresAreBad() {
        List<Audit> hopeless = Collections.nCopies(600, new Audit(1, false));

        assertThat(Calibrator.calibrate(hopeless, Promise.of(0.05)))
                .isInstanceOfSatisfying(
                        Strict.class, strict -> assertThat(strict.reason()).contains("no threshold"));
    }

    @Test
    void doesNotDependOnTheOrderOfAudits() {
        List<Audit> audits = draw(new SplittableRandom(9), 800);

        assertThat(Calibrator.calibrate(audits.reversed(), Promise.of(0.05)))
                .isEqualTo(Calibrator.calibrate(audits, Promise.of(0.05)));
    }

    @Test
    void refusesAScoreThatIsNone() {
        assertThatThrownBy(() -> new Audit(Double.NaN, true)).hasMessageContaining("score is NaN");
        assertThatThrownBy(() -> new Promise(0.05, 1)).hasMessageContaining("delta is 1.0");
    }

    private static List<Audit> draw(SplittableRandom random, int audits) {
        return Stream.generate(() -> one(random)).limit(audits).toList();
    }

    /// Scores of good and bad results are logistic of two normal distributions that overlap.
    private static Audit one(SplittableRandom random) {
        boolean good = random.nextDouble() < GOOD_SHARE;
        double logit = random.nextGaussian() * 1.2 + (good ? 2.0 : -0.9);
        return new Audit(1 / (1 + Math.exp(-logit)), good);
    }

    /// So many results that shares of it are the true ones for all that a calibration of some hundred can tell.
    private static final class Traffic {
        private final int results;
        private final double[] badScores;

        Traffic(int results) {
            SplittableRandom random = new SplittableRandom(11);
            this.results = results;
            this.badScores = Stream.generate(() -> one(random))
                    .limit(results)
                    .filter(audit -> !audit.good())
                    .mapToDouble(Audit::score)
                    .sorted()
                    .toArray();
        }

        double acceptedAndBad(double threshold) {
            int low = 0;
            int high = badScores.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (badScores[middle] < threshold) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return (double) (badScores.length - low) / results;
        }
    }
}
