package io.diptych.quality.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ImageIntakeTest {
    private final ImageIntake intake = new ImageIntake(IntakeLimits.DEFAULT);

    @Test
    void takesAPng() throws InterruptedException {
        Intake taken = take(TestImages.file(TestImages.scene(300, 200), "png"), "image/png");

        assertThat(taken).isInstanceOfSatisfying(Taken.class, it -> {
            assertThat(it.picture().width()).isEqualTo(300);
            assertThat(it.picture().height()).isEqualTo(200);
        });
    }

    @Test
    void takesAJpeg() throws InterruptedException {
        Intake taken = take(TestImages.file(TestImages.scene(300, 200), "jpeg"), "image/jpeg");

        assertThat(taken).isInstanceOf(Taken.class);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void takesAPngOfAnyColourModel(int type) throws InterruptedException {
        Intake taken = take(TestImages.file(new BufferedImage(16, 16, type), "png"), "image/png");

        assertThat(taken).isInstanceOf(Taken.class);
    }

    @Test
    void seesTransparencyAsWhite() throws InterruptedException {
        byte[] file = TestImages.file(new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB), "png");

        int[] row = intake.take(file, "image/png", ImageIntakeTest::firstRow);

        assertThat(row).containsOnly(0xFFFFFF);
    }

    @Test
    void refusesAnHtmlPageThatIsCalledAnImage() throws InterruptedException {
        Intake taken = take("<html><body>502 Bad Gateway</body></html>".getBytes(UTF_8), "image/png");

        assertThat(refusal(taken))
                .isEqualTo(
                        "first bytes are a page of HTML, XML or SVG, must be PNG, JPEG or WebP; declared is image/png");
    }

    @Test
    void refusesAJpegThatIsCalledAPng() throws InterruptedException {
        Intake taken = take(TestImages.file(TestImages.scene(32, 32), "jpeg"), "image/png");

        assertThat(refusal(taken)).isEqualTo("first bytes say image/jpeg, declared is image/png");
    }

    @Test
    void refusesAnEmptyFile() throws InterruptedException {
        assertThat(refusal(take(new byte[0], "image/png"))).contains("first bytes are an empty file");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999})
    void refusesAPngThatIsCutOff(double share) throws InterruptedException {
        byte[] whole = TestImages.file(TestImages.scene(200, 200), "png");

        Intake taken = take(Arrays.copyOf(whole, (int) (whole.length * share)), "image/png");

        assertThat(refusal(taken)).startsWith("PNG ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.95})
    void refusesAJpegThatIsCutOff(double share) throws InterruptedException {
        byte[] whole = TestImages.file(TestImages.scene(200, 200), "jpeg");

        Intake taken = take(Arrays.copyOf(whole, (int) (whole.length * share)), "image/jpeg");

        assertThat(taken).isInstanceOf(Refused.class);
    }

    @Test
    void refusesAJpegWhoseMiddleIsMissing() throws InterruptedException {
        byte[] whole = TestImages.file(TestImages.scene(200, 200), "jpeg");
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        cut[cut.length - 2] = (byte) 0xFF;
        cut[cut.length - 1] = (byte) 0xD9;

        assertThat(refusal(take(cut, "image/jpeg"))).startsWith("decoder warns: ");
    }

    @Test
    void refusesAPngWithAFlippedBit() throws InterruptedException {
        byte[] file = TestImages.file(TestImages.scene(200, 200), "png");
        file[file.length / 2] ^= 0x40;

        assertThat(refusal(take(file, "image/png"))).isEqualTo("checksum of PNG chunk IDAT is wrong");
    }

    @Test
    void refusesAPngWhosePixelsAreNoise() throws InterruptedException {
        byte[] file = TestImages.png(64, 64, new byte[] {1, 2, 3});

        assertThat(refusal(take(file, "image/png"))).startsWith("cannot be decoded: ");
    }

    @Test
    void refusesAHugeClaimWithoutDecoding() throws InterruptedException {
        byte[] bomb = TestImages.png(100_000, 100_000, new byte[] {1, 2, 3});

        Refused refused = (Refused) take(bomb, "image/png");

        assertThat(refused.reason()).startsWith("header claims 100000x100000, at most 8192 a side");
        assertThat(refused.measured()).containsEntry("width", 100_000.0).containsEntry("height", 100_000.0);
    }

    @Test
    void refusesAValidBombBeforeItTakesMemory() throws InterruptedException {
        byte[] bomb = TestImages.bomb(20_000, 20_000);
        take(bomb, "image/png");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();

        Intake taken = take(bomb, "image/png");

        long allocated = threads.getTotalThreadAllocatedBytes() - before;
        assertThat(refusal(taken)).startsWith("header claims 20000x20000");
        assertThat(allocated).isPositive().isLessThan(20_000_000);
    }

    @Test
    void refusesAPngThatClaimsNoPixels() throws InterruptedException {
        assertThat(take(TestImages.png(0, 64, new byte[] {1}), "image/png")).isInstanceOf(Refused.class);
    }

    @Test
    void refusesAFileThatIsTooLong() throws InterruptedException {
        ImageIntake strict = new ImageIntake(new IntakeLimits(
                DataSize.ofBytes(10), 8192, 40_000_000, DataSize.ofMegabytes(1), Duration.ofSeconds(10)));

        Intake taken = strict.take(new byte[11], "image/png", Function.identity());

        assertThat(refusal(taken)).isEqualTo("file has 11 bytes, at most 10 are looked at");
    }

    @Test
    void takesAnImageThatNeedsMoreThanAllMemoryAlone() throws InterruptedException {
        ImageIntake small = new ImageIntake(new IntakeLimits(
                DataSize.ofMegabytes(25), 8192, 40_000_000, DataSize.ofKilobytes(64), Duration.ofSeconds(10)));

        Intake taken = small.take(TestImages.file(TestImages.scene(512, 512), "png"), "image/png", Function.identity());

        assertThat(taken).isInstanceOf(Taken.class);
    }

    private Intake take(byte[] file, String mediaType) throws InterruptedException {
        return intake.take(file, mediaType, Function.identity());
    }

    private static int[] firstRow(Intake intake) {
        Picture picture = ((Taken) intake).picture();
        int[] row = new int[picture.width()];
        picture.row(0, row);
        return row;
    }

    private static String refusal(Intake intake) {
        return ((Refused) intake).reason();
    }
}
