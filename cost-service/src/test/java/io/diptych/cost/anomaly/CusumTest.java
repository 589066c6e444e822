package io.diptych.cost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.cost.anomaly.Cusum.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CusumTest {

    @ParameterizedTest
    @CsvSource({"0.05, 0.15", "0.18, 0.33", "0.30, 0.12"})
    void noticesAShiftOfARateWithinSomeHundredJobs(double before, double after) {
        long delays = 0;
        int runs = 100;
        for (int seed = 0; seed < runs; seed++) {
            Random random = new Random(seed);
            Cusum cusum = learned(random, before);
            int delay = 0;
            while (!cusum.isAlarming()) {
                cusum = cusum.observe(Kind.RATE, random.nextDouble() < after ? 1 : 0);
                delay++;
            }
            delays += delay;
        }

        assertThat(delays / runs).isLessThan(250);
    }

    @Test
    void seldomAlarmsWithoutAShift() {
        int alarms = 0;
        Random random = new Random(7);
        for (int run = 0; run < 40; run++) {
            Cusum cusum = learned(random, 0.18);
            for (int i = 0; i < 2_500; i++) {
                cusum = cusum.observe(Kind.RATE, random.nextDouble() < 0.18 ? 1 : 0);
                if (cusum.isAlarming()) {
                    alarms++;
                    cusum = learned(random, 0.18);
                }
            }
        }

        assertThat(alarms).as("in 100,000 observations").isLessThan(30);
    }

    /// The rates that the class documents, with room for chance: 300,000 observations without a shift.
    @ParameterizedTest
    @CsvSource({"RATE, 0.02", "RATE, 0.1", "RATE, 0.3", "RATE, 0.5", "AMOUNT, 0.1", "AMOUNT, 0.5"})
    void alarmsFalselyLessThanOnceInFiveThousandObservations(Kind kind, double spread) {
        Random random = new Random(2);
        Cusum cusum = Cusum.NEW;
        int alarms = 0;
        for (int i = 0; i < 300_000; i++) {
            cusum = cusum.observe(
                    kind,
                    switch (kind) {
                        case RATE -> random.nextDouble() < spread ? 1 : 0;
                        case AMOUNT -> 40_000 * Math.exp(spread * random.nextGaussian());
                    });
            if (cusum.isAlarming()) {
                alarms++;
                cusum = Cusum.NEW;
            }
        }

        assertThat(alarms).isLessThan(300_000 / 5_000);
    }

    @Test
    void noticesThatAnAmountRises() {
        Random random = new Random(1);
        Cusum cusum = Cusum.NEW;
        for (int i = 0; i < Cusum.LEARNED; i++) {
            cusum = cusum.observe(Kind.AMOUNT, 32_000 * Math.exp(0.2 * random.nextGaussian()));
        }
        assertThat(cusum.baseline(Kind.AMOUNT)).isBetween(30_000.0, 34_000.0);

        for (int i = 0; i < 20; i++) {
            cusum = cusum.observe(Kind.AMOUNT, 48_000 * Math.exp(0.2 * random.nextGaussian()));
        }

        assertThat(cusum.up()).isGreaterThan(Cusum.LIMIT);
        assertThat(cusum.down()).isLessThan(Cusum.LIMIT);
        assertThat(Cusum.of(cusum.bytes())).isEqualTo(cusum);
    }

    @Test
    void tellsOfASustainedFalloverOnce() {
        Fallover fallover = Fallover.NONE;
        int news = 0;
        for (int i = 0; i < 100; i++) {
            fallover = Fallover.of(fallover.observe(i >= 50).bytes());
            if (fallover.isNews()) {
                news++;
                fallover = fallover.withTold();
            }
        }
        assertThat(news).isEqualTo(1);
        assertThat(fallover.share()).isEqualTo(1);

        for (int i = 0; i < 50; i++) {
            fallover = fallover.observe(false);
        }
        for (int i = 0; i < 25; i++) {
            fallover = fallover.observe(true);
        }

        assertThat(fallover.isNews()).isTrue();
    }

    private static Cusum learned(Random random, double rate) {
        Cusum cusum = Cusum.NEW;
        for (int i = 0; i < Cusum.LEARNED; i++) {
            cusum = cusum.observe(Kind.RATE, random.nextDouble() < rate ? 1 : 0);
        }
        return cusum;
    }
}
