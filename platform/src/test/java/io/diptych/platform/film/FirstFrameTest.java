package io.diptych.platform.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.platform.film.FirstFrame.Hidden;
import io.diptych.platform.film.FirstFrame.Shown;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstFrameTest {
    private static final int DAMAGES = 700;
    private static final int ROUNDING = 2;

    @ParameterizedTest
    @ValueSource(strings = {"high", "slices", "sound"})
    void showsWhatFfmpegSees(String name) throws IOException {
        BufferedImage expected = image(Films.file(name + ".png"));

        BufferedImage seen = decoded(
                Films.file(name + ".mp4"),
                System.nanoTime() + Duration.ofMinutes(1).toNanos());

        assertThat(seen.getWidth()).isEqualTo(expected.getWidth());
        assertThat(seen.getHeight()).isEqualTo(expected.getHeight());
        assertThat(farthest(seen, expected)).isLessThanOrEqualTo(ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"high.mp4", "jpeg.mp4"})
    void isAJpegOfTheFilmsSize(String name) throws IOException {
        FirstFrame frame = firstOf(Films.file(name));

        assertThat(frame).isInstanceOfSatisfying(Shown.class, shown -> {
            assertThat(shown.width()).isEqualTo(64);
            assertThat(shown.height()).isEqualTo(36);
        });
        BufferedImage image = image(((Shown) frame).jpeg());
        assertThat(image.getWidth()).isEqualTo(64);
        assertThat(image.getHeight()).isEqualTo(36);
    }

    @ParameterizedTest
    @CsvSource({
        "tenbit.mp4, H.264 of profile 110 is not decoded",
        "fragmented.mp4, the index names no first sample within the file"
    })
    void saysWhyItCannotBeHad(String name, String reason) {
        assertThat(firstOf(Films.file(name))).isEqualTo(new Hidden(reason));
    }

    @Test
    void saysWhichCodecItDoesNotKnow() {
        byte[] film = Films.high();
        film[Films.indexOf(film, "stsd") + 15] = '7';

        assertThat(firstOf(film)).isEqualTo(new Hidden("frames in 'avc7' are not decoded"));
    }

    @Test
    void isNotMadeUpFromPicturesThatReferToOthers() {
        byte[] film = Films.high();
        Film.Sample sample =
                Objects.requireNonNull(Film.read(film).orElseThrow().first());
        ByteBuffer key = AvcConfig.of(sample.entry()).units(sample.bytes()).getLast();
        key.put(0, (byte) 0x41);

        assertThat(firstOf(film)).isEqualTo(new Hidden("the film does not begin with a key picture"));
    }

    @Test
    void takesAnEndWhenItsTimeIsUp() {
        byte[] film = Films.high();

        assertThatThrownBy(() -> decoded(film, System.nanoTime()))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("decoding takes too long");
    }

    /// Bits turned, bytes made 0 or 255, stretches moved, ends cut off: 2,100 of them, whose first frame is either
    /// shown or
    /// hidden with a reason.
    @ParameterizedTest
    @ValueSource(strings = {"high.mp4", "slices.mp4", "sound.mp4"})
    void survivesDamage(String name) {
        byte[] whole = Films.file(name);
        Random random = new Random(1);
        int shown = 0;
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = damaged(whole, random);

            FirstFrame frame = Film.read(damaged).map(FirstFrame::of).orElse(new Hidden("no film"));

            switch (frame) {
                case Shown image -> {
                    assertThat((long) image.width() * image.height()).isLessThanOrEqualTo(AvcSequence.MOST_PIXELS);
                    shown++;
                }
                case Hidden(String reason) -> assertThat(reason).isNotBlank();
            }
        }
        assertThat(shown).isBetween(1, DAMAGES - 1);
    }

    private static byte[] damaged(byte[] film, Random random) {
        byte[] damaged = film.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) 0xFF;
                case 2 -> damaged[at] = 0;
                case 3 -> {
                    int length = Math.min(random.nextInt(64), damaged.length - at);
                    System.arraycopy(damaged, random.nextInt(damaged.length - length), damaged, at, length);
                }
                default -> damaged = Arrays.copyOf(damaged, Math.max(damaged.length - random.nextInt(64), 32));
            }
        }
        return damaged;
    }

    private static FirstFrame firstOf(byte[] film) {
        return FirstFrame.of(Film.read(film).orElseThrow());
    }

    private static BufferedImage decoded(byte[] film, long untilNanos) {
        Film.Sample sample =
                Objects.requireNonNull(Film.read(film).orElseThrow().first());
        return AvcPicture.first(AvcConfig.of(sample.entry()), sample.bytes(), untilNanos);
    }

    private static BufferedImage image(byte[] file) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(file)));
    }

    /// How far the channels of two images of one size are apart at most.
    private static int farthest(BufferedImage first, BufferedImage second) {
        int farthest = 0;
        for (int y = 0; y < first.getHeight(); y++) {
            for (int x = 0; x < first.getWidth(); x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    int one = first.getRGB(x, y) >> shift & 0xFF;
                    int other = second.getRGB(x, y) >> shift & 0xFF;
                    farthest = Math.max(farthest, Math.abs(one - other));
                }
            }
        }
        return farthest;
    }
}
