package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Stage;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TextReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// What an image costs of one core, beside what decoding it costs alone. Processor time: a busy
/// machine does not count.
class InspectionSpeedIT {
    private static final int RUNS = 40;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void judgesAnImageInAFewTimesTheTimeItTakesToDecode() throws Exception {
        byte[] file = TestImages.file(TestScenes.scene(1, 1024), "png");
        Inspection inspection = new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(TextReader.none()));

        Profile profile = Profiles.shipped().of(Stage.SCENE);

        double decode = medianMillis(() -> decode(file));
        double judge = medianMillis(() ->
                inspection.judge(new Parcel(file, "image/png"), Map.of(), Expectation.ofSize(1024, 1024), profile, 0));

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
            long started = THREADS.getCurrentThreadCpuTime();
            work.run();
            millis[i] = (THREADS.getCurrentThreadCpuTime() - started) / 1e6;
        }
        Arrays.sort(millis, RUNS / 2, RUNS);
        return millis[RUNS * 3 / 4];
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
