package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.TestImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// What an image costs on one core, beside what decoding it costs alone.
class InspectionSpeedIT {
    private static final int RUNS = 40;

    @Test
    void judgesAnImageInAFewTimesTheTimeItTakesToDecode() throws Exception {
        byte[] file = TestImages.file(TestImages.scene(1024, 1024), "png");
        Inspection inspection = new Inspection(
                new ImageIntake(
                        new IntakeLimits(DataSize.ofMegabytes(25), 8192, 40_000_000, DataSize.ofMegabytes(256))),
                new ResolutionThresholds(0, 0.01),
                new BlankThresholds(4, 8));

        double decode = medianMillis(() -> decode(file));
        double judge = medianMillis(() -> inspection.judge(file, "image/png", new Expectation(1024, 1024)));

        System.out.printf(
                Locale.ROOT, "1024x1024 PNG: %.1f ms to judge, %.1f ms of it to decode alone%n", judge, decode);
        assertThat(judge).isLessThan(6 * decode).isLessThan(80);
    }

    private static void decode(byte[] file) throws IOException {
        assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(1024);
    }

    private static double medianMillis(Work work) throws Exception {
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long started = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - started) / 1e6;
        }
        Arrays.sort(millis, RUNS / 2, RUNS);
        return millis[RUNS * 3 / 4];
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
