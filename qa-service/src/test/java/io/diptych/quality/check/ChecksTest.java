package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Blockiness;
import io.diptych.quality.measure.ColourDrift;
import io.diptych.quality.measure.Fingerprint;
import io.diptych.quality.measure.Keypoints;
import io.diptych.quality.measure.Noise;
import io.diptych.quality.measure.Sharpness;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden vectors: orderings and bounds on pictures whose faults are known.
class ChecksTest {
    private static final int SIDE = 512;

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 23})
    void seesEachStepOfBlur(long seed) {
        BufferedImage clean = TestScenes.scene(seed, SIDE);

        double[] sharpness = {
            sharpness(clean),
            sharpness(TestScenes.blur(clean, 1)),
            sharpness(TestScenes.blur(clean, 2)),
            sharpness(TestScenes.blur(clean, 4))
        };

        assertThat(sharpness[0]).isGreaterThan(sharpness[1]);
        assertThat(sharpness[1]).isGreaterThan(sharpness[2]);
        assertThat(sharpness[2]).isGreaterThan(sharpness[3]);
        assertThat(examine(new BlurCheck(), clean)).isEqualTo(CheckStatus.PASSED);
        assertThat(examine(new BlurCheck(), TestScenes.blur(clean, 4))).isEqualTo(CheckStatus.FAILED);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 23})
    void isNotDeceivedByGrainOnABlurredPicture(long seed) {
        BufferedImage clean = TestScenes.scene(seed, SIDE);
        BufferedImage grainy = TestScenes.noise(TestScenes.blur(clean, 4), 8, 1);

        assertThat(sharpness(grainy)).isLessThan(sharpness(clean));
        assertThat(examine(new BlurCheck(), grainy)).isNotEqualTo(CheckStatus.PASSED);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 23})
    void seesEachStepOfNoise(long seed) {
        BufferedImage clean = TestScenes.scene(seed, SIDE);
        double[] n = {
            noise(clean),
            noise(TestScenes.noise(clean, 3, 1)),
            noise(TestScenes.noise(clean, 8, 1)),
            noise(TestScenes.noise(clean, 16, 1))
        };

        assertThat(n[0]).isLessThan(n[1]);
        assertThat(n[2]).isBetween(5.0, 11.0);
        assertThat(n[3]).isGreaterThan(n[2]);
        assertThat(examine(new NoiseCheck(), clean)).isEqualTo(CheckStatus.PASSED);
        assertThat(examine(new NoiseCheck(), TestScenes.noise(clean, 16, 1))).isEqualTo(CheckStatus.FAILED);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 23})
    void seesTheGridOfStrongCompression(long seed) {
        BufferedImage clean = TestScenes.scene(seed, SIDE);
        double[] b = {
            blocks(clean),
            blocks(TestScenes.jpeg(clean, 0.9f)),
            blocks(TestScenes.jpeg(clean, 0.3f)),
            blocks(TestScenes.jpeg(clean, 0.1f))
        };

        assertThat(b[0]).isLessThan(0.6);
        assertThat(b[1]).isLessThan(0.8);
        assertThat(b[2]).isGreaterThan(0.8);
        assertThat(b[3]).isGreaterThan(b[2]);
    }

    @Test
    void knowsAWhiteGroundFromAnyOther() {
        assertThat(examine(new WhiteBackgroundCheck(), TestScenes.product(5, SIDE, 255)))
                .isEqualTo(CheckStatus.PASSED);
        assertThat(examine(new WhiteBackgroundCheck(), TestScenes.noise(TestScenes.product(5, SIDE, 254), 2, 1)))
                .isEqualTo(CheckStatus.PASSED);
        assertThat(examine(new WhiteBackgroundCheck(), TestScenes.product(5, SIDE, 247)))
                .isEqualTo(CheckStatus.FAILED);
        assertThat(examine(new WhiteBackgroundCheck(), TestScenes.product(5, SIDE, 235)))
                .isEqualTo(CheckStatus.FAILED);
        assertThat(examine(new WhiteBackgroundCheck(), TestScenes.scene(5, SIDE)))
                .isEqualTo(CheckStatus.FAILED);
    }

    @Test
    void marksTheSidesThatAreNotWhite() {
        BufferedImage image = TestScenes.product(5, SIDE, 255);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(new Color(225, 230, 240));
        canvas.fillRect(0, SIDE - 60, SIDE, 60);
        canvas.dispose();
        WhiteBackgroundCheck check = new WhiteBackgroundCheck();

        Finding finding =
                check.examine(Specimen.of(Picture.of(image), Expectation.ofSize(SIDE, SIDE)), check.thresholds());

        assertThat(finding.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.boxes())
                .extracting(Box::label)
                .containsExactly("lower border", "left border", "right border");
        assertThat(finding.boxes().getFirst()).isEqualTo(new Box(0, SIDE - 15, SIDE, 15, "lower border"));
    }

    @Test
    void findsASubjectWhereverItStandsAndMissesAnother() {
        BufferedImage subject = TestScenes.scene(10, 300);

        Keypoints same = keypoints(subject, TestScenes.placed(subject, 100, SIDE, 1, 0));
        Keypoints turned = keypoints(subject, TestScenes.placed(subject, 110, SIDE, 0.7, 0.14));
        Keypoints other = keypoints(subject, TestScenes.placed(TestScenes.scene(900, 300), 150, SIDE, 1, 0));

        assertThat(same.inliers()).isGreaterThan(40);
        assertThat(turned.inliers()).isGreaterThan(20);
        assertThat(other.inliers()).isLessThan(12);
    }

    @Test
    void findsTheSameSubjectTheSameWayTwice() {
        BufferedImage subject = TestScenes.scene(10, 300);
        BufferedImage scene = TestScenes.placed(subject, 110, SIDE, 0.7, 0.14);

        assertThat(keypoints(subject, scene)).isEqualTo(keypoints(subject, scene));
    }

    @Test
    void measuresDriftOfColour() {
        BufferedImage draft = TestScenes.scene(7, SIDE);

        double jpeg = drift(draft, TestScenes.jpeg(draft, 0.9f));
        double cast = drift(draft, TestScenes.changed(draft, 8, 0, -8));
        double other = drift(draft, TestScenes.scene(507, SIDE));

        assertThat(jpeg).isLessThan(2);
        assertThat(cast).isBetween(4.0, 10.0);
        assertThat(other).isGreaterThan(cast);
    }

    @Test
    void tellsADuplicateFromAVariant() {
        BufferedImage image = TestScenes.scene(7, SIDE);
        Fingerprint mine = Fingerprint.of(Picture.of(image));
        Fingerprint jpeg = Fingerprint.of(Picture.of(TestScenes.jpeg(image, 0.5f)));
        Fingerprint other = Fingerprint.of(Picture.of(TestScenes.scene(8, SIDE)));

        assertThat(mine.bitsTo(jpeg)).isLessThanOrEqualTo(4);
        assertThat(mine.bitsTo(other)).isGreaterThan(10);
        assertThat(Fingerprint.parse(mine.toString())).isEqualTo(mine);
        assertThat(duplicate(image, jpeg)).isEqualTo(CheckStatus.FAILED);
        assertThat(duplicate(image, other)).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void takesTheSameLayoutInOtherColoursForAVariant() {
        BufferedImage image = TestScenes.product(7, SIDE, 255);
        Fingerprint tinted = Fingerprint.of(Picture.of(TestScenes.changed(image, -60, 0, -40)));

        assertThat(duplicate(image, tinted)).isEqualTo(CheckStatus.PASSED);
    }

    private static CheckStatus duplicate(BufferedImage image, Fingerprint sibling) {
        DuplicateCheck check = new DuplicateCheck();
        Expectation expectation = new Expectation(SIDE, SIDE, List.of(), 0, List.of(new Sibling("r#0", sibling)));
        return check.examine(Specimen.of(Picture.of(image), expectation), check.thresholds())
                .status();
    }

    private static CheckStatus examine(Check check, BufferedImage image) {
        return check.examine(
                        Specimen.of(Picture.of(image), Expectation.ofSize(image.getWidth(), image.getHeight())),
                        check.thresholds())
                .status();
    }

    private static double sharpness(BufferedImage image) {
        return Sharpness.of(Picture.of(image), noise(image));
    }

    private static double noise(BufferedImage image) {
        return Noise.of(Picture.of(image));
    }

    private static double blocks(BufferedImage image) {
        return Blockiness.of(Picture.of(image));
    }

    private static double drift(BufferedImage one, BufferedImage other) {
        return ColourDrift.between(Picture.of(one), Picture.of(other));
    }

    private static Keypoints keypoints(BufferedImage reference, BufferedImage image) {
        return Keypoints.shared(Picture.of(reference), Picture.of(image));
    }
}
