package io.diptych.platform.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmTest {

    @ParameterizedTest
    @CsvSource({"high.mp4, avc1", "slices.mp4, avc1", "sound.mp4, avc1", "tenbit.mp4, avc1", "jpeg.mp4, mp4v"})
    void readsSizeLengthAndCodec(String name, String codec) {
        Film film = Film.read(Films.file(name)).orElseThrow();

        assertThat(film.brand()).isEqualTo("isom");
        assertThat(film.width()).isEqualTo(64);
        assertThat(film.height()).isEqualTo(36);
        assertThat(film.durationMillis()).isBetween(500L, 520L);
        assertThat(film.codec()).isEqualTo(codec);
        assertThat(film.whole()).isTrue();
        assertThat(film.isVisible()).isTrue();
    }

    @Test
    void takesNothingElseForAFilm() {
        assertThat(Film.read(new byte[0])).isEmpty();
        assertThat(Film.read("<html>and so on</html>".getBytes(ISO_8859_1))).isEmpty();
        assertThat(Film.read(Films.file("high.png"))).isEmpty();
    }

    @Test
    void knowsThatAFilmWasCutOff() {
        byte[] whole = Films.high();

        for (int length : new int[] {20, 32, whole.length / 2, whole.length - 1}) {
            assertThat(Film.read(Arrays.copyOf(whole, length)))
                    .as("the first %s bytes", length)
                    .satisfiesAnyOf(
                            film -> assertThat(film).isEmpty(),
                            film -> assertThat(film.orElseThrow().whole()).isFalse());
        }
    }

    @Test
    void believesNoBoxThatIsLongerThanTheFile() {
        byte[] film = Films.high();
        ByteBuffer.wrap(film).putInt(Films.indexOf(film, "trak") - 8, Integer.MAX_VALUE);

        assertThat(Film.read(film)).get().satisfies(read -> {
            assertThat(read.whole()).isFalse();
            assertThat(read.isVisible()).isFalse();
        });
    }

    @Test
    void followsNoSampleOutOfTheFile() {
        byte[] film = Films.high();
        ByteBuffer.wrap(film).putInt(Films.indexOf(film, "stco") + 8, film.length - 8);

        Film read = Film.read(film).orElseThrow();

        assertThat(read.first()).isNull();
        assertThat(FirstFrame.of(read))
                .isEqualTo(new FirstFrame.Hidden("the index names no first sample within the file"));
    }

    @Test
    void doesNotCountBoxesForEver() {
        ByteBuffer boxes = ByteBuffer.allocate(80_000);
        boxes.putInt(8).put("ftyp".getBytes(ISO_8859_1));
        while (boxes.hasRemaining()) {
            boxes.putInt(8).put("free".getBytes(ISO_8859_1));
        }

        Boxes read = Boxes.in(boxes.flip());

        assertThat(read.all()).hasSize(4096);
        assertThat(read.whole()).isFalse();
    }
}
