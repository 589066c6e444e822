package io.diptych.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.simulator.veo.Mp4;
import io.diptych.worker.testing.Pictures;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FilmTest {
    private static final byte[] FRAME = Pictures.picture("frame", "jpeg");
    private static final byte[] FILM = Mp4.of(List.of(FRAME, FRAME, FRAME, FRAME), 720, 1280);

    @Test
    void readsSizeLengthCodecAndFirstFrame() {
        assertThat(Film.read(FILM)).hasValueSatisfying(film -> {
            assertThat(film.width()).isEqualTo(720);
            assertThat(film.height()).isEqualTo(1280);
            assertThat(film.durationMillis()).isEqualTo(4000);
            assertThat(film.codec()).isEqualTo("jpeg");
            assertThat(film.firstFrame()).isEqualTo(FRAME);
        });
    }

    @Test
    void takesAnImageForNoFilm() {
        assertThat(Film.read(FRAME)).isEmpty();
        assertThat(Film.read(new byte[0])).isEmpty();
    }

    @Test
    void neverThrowsForABrokenFile() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] broken = Arrays.copyOf(FILM, FILM.length - random.nextInt(FILM.length));
            int at = Math.min(broken.length - 1, 8 + random.nextInt(FILM.length));
            broken[Math.max(0, at)] ^= (byte) (1 << random.nextInt(8));

            assertThat(Film.read(broken))
                    .satisfiesAnyOf(
                            film -> assertThat(film).isEmpty(),
                            film -> assertThat(film.orElseThrow().durationMillis())
                                    .isPositive());
        }
    }
}
