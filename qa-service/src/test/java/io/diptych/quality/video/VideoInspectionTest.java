package io.diptych.quality.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CheckStatus;
import io.diptych.events.Stage;
import io.diptych.quality.check.Finding;
import io.diptych.quality.check.Graded;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Standing;
import io.diptych.quality.check.TestScenes;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.profile.Profiles;
import io.diptych.simulator.veo.AvcFilm;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoInspectionTest {

    private static final BufferedImage SCENE = TestScenes.scene(4, 512).getSubimage(0, 100, 320, 180);
    private static final Parcel STILL = parcel(SCENE);

    private final VideoInspection inspection = new VideoInspection(new ImageIntake(IntakeLimits.DEFAULT));

    @Test
    void findsAClipGoodThatIsAsAskedFor() throws InterruptedException {
        Judgement judgement = judge(TestClips.clip(8, 1280, 720), 8, null);

        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
        assertThat(judgement.confidence()).isEqualTo(1);
    }

    @Test
    void losesConfidenceWhereTheFirstFrameCannotBeCompared() throws InterruptedException {
        Judgement judgement = judge(TestClips.clip(8, 1280, 720), 8, STILL);

        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
        assertThat(judgement.confidence()).isBetween(0.7, 0.8);
        assertThat(finding(judgement).status()).isEqualTo(CheckStatus.SKIPPED);
        assertThat(finding(judgement).detail())
                .isEqualTo("the first frame cannot be looked at: the index names no first sample within the file");
    }

    @Test
    void findsAClipThatIsTooShortOrOfAnotherShapeNotGood() throws InterruptedException {
        assertThat(judge(TestClips.clip(3, 1280, 720), 8, null).reasons()).containsExactly("video-duration");
        assertThat(judge(TestClips.clip(8, 720, 1280), 8, null).reasons()).containsExactly("video-ratio");
    }

    @Test
    void findsWhatIsNoClipBad() throws InterruptedException {
        byte[] whole = TestClips.clip(8, 1280, 720);

        assertThat(judge("<html>".getBytes(ISO_8859_1), 8, null).standing()).isEqualTo(Standing.BAD);
        for (int length : new int[] {10, 20, whole.length / 2, whole.length - 1}) {
            assertThat(judge(Arrays.copyOf(whole, length), 8, null).standing()).isEqualTo(Standing.BAD);
        }
    }

    @Test
    void findsAFilmGoodThatBeginsWithItsStill() throws InterruptedException {
        Judgement judgement = judge(film(SCENE), 2, STILL);

        assertThat(finding(judgement).status()).isEqualTo(CheckStatus.PASSED);
        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
        assertThat(judgement.confidence()).isEqualTo(1);
    }

    /// A square still in a wide film: stretched, its middle, or all of it between bars.
    @ParameterizedTest
    @ValueSource(strings = {"stretched", "filled", "barred"})
    void knowsTheStillHoweverItFitsTheFilm(String way) throws InterruptedException {
        BufferedImage square = TestScenes.scene(5, 512);
        Rectangle place = switch (way) {
            case "stretched" -> new Rectangle(0, 0, 320, 180);
            case "filled" -> new Rectangle(0, -70, 320, 320);
            default -> new Rectangle(70, 0, 180, 180);
        };
        BufferedImage frame = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = frame.createGraphics();
        canvas.drawImage(square, place.x, place.y, place.width, place.height, null);
        canvas.dispose();

        Judgement judgement = judge(film(frame), 2, parcel(square));

        assertThat(finding(judgement).status()).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void findsAFilmBadThatBeginsWithNothing() throws InterruptedException {
        Judgement judgement = judge(film(TestImages.flat(320, 180, Color.WHITE)), 2, STILL);

        assertThat(finding(judgement).status()).isEqualTo(CheckStatus.FAILED);
        assertThat(judgement.standing()).isEqualTo(Standing.BAD);
        assertThat(judgement.reasons()).containsExactly("video-first-frame");
    }

    @Test
    void findsAFilmBadThatBeginsWithSomethingElse() throws InterruptedException {
        BufferedImage other = TestScenes.scene(6, 512).getSubimage(0, 100, 320, 180);

        Judgement judgement = judge(film(other), 2, STILL);

        assertThat(finding(judgement).status()).isEqualTo(CheckStatus.FAILED);
        assertThat(judgement.standing()).isEqualTo(Standing.BAD);
    }

    @Test
    void asksNoFilmForAStillThatItWasNotGiven() throws InterruptedException {
        Judgement judgement = judge(film(TestImages.flat(320, 180, Color.WHITE)), 2, null);

        assertThat(finding(judgement).asked()).isFalse();
        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
    }

    @Test
    void losesConfidenceWhereTheStillIsGone() throws InterruptedException {
        Judgement judgement = judge(film(SCENE), 2, new Parcel(new byte[0], "image/png"));

        assertThat(finding(judgement).status()).isEqualTo(CheckStatus.SKIPPED);
        assertThat(finding(judgement).detail()).startsWith("the still cannot be looked at: ");
        assertThat(judgement.confidence()).isLessThan(1);
    }

    private Judgement judge(byte[] file, int seconds, @Nullable Parcel still) throws InterruptedException {
        return inspection.judge(
                file, 1280, 720, seconds, still, Profiles.shipped().of(Stage.VIDEO));
    }

    private static Finding finding(Judgement judgement) {
        return judgement.graded().stream()
                .map(Graded::finding)
                .filter(finding -> finding.checkId().equals("video-first-frame"))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] film(BufferedImage frame) {
        AvcFilm film = new AvcFilm(frame.getWidth(), frame.getHeight());
        film.add(frame);
        film.add(frame);
        return film.toMp4();
    }

    private static Parcel parcel(BufferedImage image) {
        return new Parcel(TestImages.file(image, "png"), "image/png");
    }
}
