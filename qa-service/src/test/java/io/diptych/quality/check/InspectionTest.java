package io.diptych.quality.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diptych.events.CheckStatus;
import io.diptych.events.Stage;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TextReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectionTest {
    private static final Profile DRAFT = Profiles.shipped().of(Stage.DRAFT);
    private static final Profile WHITE = Profiles.shipped().of(Stage.WHITE_BACKGROUND);

    private final Inspection inspection =
            new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(TextReader.none()));

    @Test
    void findsAnImageGoodThatPassesEveryCheck() throws InterruptedException {
        Judgement judgement = judge(TestImages.file(TestImages.scene(256, 256), "png"), "image/png", DRAFT);

        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
        assertThat(judgement.score()).isEqualTo(1.0);
        assertThat(judgement.confidence()).isEqualTo(1.0);
        assertThat(judgement.reasons()).isEmpty();
        assertThat(judgement.graded())
                .extracting(one -> one.finding().checkId())
                .containsExactly("decodable", "resolution", "blank", "noise", "jpeg-artefacts", "blur", "duplicate");
    }

    @Test
    void findsAJpegGood() throws InterruptedException {
        Judgement judgement = judge(TestImages.file(TestImages.scene(256, 256), "jpeg"), "image/jpeg", DRAFT);

        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
    }

    @Test
    void stopsAtTheFirstFaultThatDecidesAlone() throws InterruptedException {
        Judgement judgement = judge(TestImages.file(TestImages.scene(256, 200), "png"), "image/png", DRAFT);

        assertThat(judgement.standing()).isEqualTo(Standing.BAD);
        assertThat(judgement.reasons()).containsExactly("resolution");
        assertThat(judgement.score()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(judgement.graded().subList(2, judgement.graded().size()))
                .extracting(one -> one.finding().status())
                .containsOnly(CheckStatus.SKIPPED);
    }

    @Test
    void looksNoFurtherThanAFileThatIsNoImage() throws InterruptedException {
        Judgement judgement = judge("<html/>".getBytes(UTF_8), "image/png", DRAFT);

        assertThat(judgement.standing()).isEqualTo(Standing.BAD);
        assertThat(judgement.reasons()).containsExactly("decodable");
        assertThat(judgement.score()).isZero();
    }

    @Test
    void findsATruncatedImageBad() throws InterruptedException {
        byte[] whole = TestImages.file(TestImages.scene(256, 256), "png");

        Judgement judgement = judge(Arrays.copyOf(whole, whole.length / 2), "image/png", DRAFT);

        assertThat(judgement.reasons()).containsExactly("decodable");
    }

    @Test
    void findsBadWhatIsMissing() {
        Judgement judgement = inspection.missing("asset ab12 is not in the store", DRAFT);

        assertThat(judgement.standing()).isEqualTo(Standing.BAD);
        assertThat(judgement.graded().getFirst().finding().detail()).isEqualTo("asset ab12 is not in the store");
    }

    @Test
    void mendsAGroundThatIsNearlyWhite() throws InterruptedException {
        byte[] file = TestImages.file(TestScenes.product(5, 256, 246), "png");

        Judgement judgement = judge(file, "image/png", WHITE);

        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
        assertThat(judgement.mended()).hasValueSatisfying(mended -> {
            assertThat(mended.at(1, 1)).isEqualTo(0xFFFFFF);
            assertThat(mended.at(128, 128))
                    .isEqualTo(TestScenes.product(5, 256, 246).getRGB(128, 128) & 0xFFFFFF);
        });
        assertThat(judgement.graded())
                .extracting(one -> one.finding().detail())
                .anySatisfy(detail -> assertThat(detail).startsWith("repaired: "));
    }

    @Test
    void mendsNothingOnAGroundOfAnotherColour() throws InterruptedException {
        Judgement judgement = judge(TestImages.file(TestImages.scene(256, 256), "png"), "image/png", WHITE);

        assertThat(judgement.standing()).isEqualTo(Standing.BAD);
        assertThat(judgement.reasons()).containsExactly("white-background");
        assertThat(judgement.mended()).isEmpty();
    }

    @Test
    void asksForTheCallersScoreWhereItIsMoreThanTheProfiles() throws InterruptedException {
        byte[] file = TestImages.file(TestScenes.blur(TestScenes.scene(3, 256), 0.8), "png");
        Expectation expected = Expectation.ofSize(256, 256);

        Judgement lenient = inspection.judge(new Parcel(file, "image/png"), Map.of(), expected, DRAFT, 0);
        Judgement strict = inspection.judge(new Parcel(file, "image/png"), Map.of(), expected, DRAFT, 1.0);

        assertThat(lenient.acceptFrom()).isEqualTo(0.7);
        assertThat(strict.acceptFrom()).isEqualTo(1.0);
    }

    @Test
    void losesConfidenceInsteadOfFailingWhereTextCannotBeRead() throws InterruptedException {
        Expectation expected = new Expectation(256, 256, List.of("SALE"), 0, List.of());
        byte[] file = TestImages.file(TestImages.scene(256, 256), "png");

        Judgement judgement = inspection.judge(
                new Parcel(file, "image/png"),
                Map.of(),
                expected,
                Profiles.shipped().of(Stage.POSTER),
                0);

        double weighed = 11; // of the checks that have something to look at
        double text = 2;
        assertThat(judgement.confidence()).isCloseTo(1 - text / weighed, within(1e-9));
        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
    }

    private Judgement judge(byte[] file, String mediaType, Profile profile) throws InterruptedException {
        return inspection.judge(new Parcel(file, mediaType), Map.of(), Expectation.ofSize(256, 256), profile, 0);
    }
}
