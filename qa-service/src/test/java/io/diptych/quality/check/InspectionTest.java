package io.diptych.quality.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CheckStatus;
import io.diptych.events.Decision;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.TestImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class InspectionTest {
    private static final Expectation EXPECTED = new Expectation(256, 256);

    private final Inspection inspection = new Inspection(
            new ImageIntake(new IntakeLimits(DataSize.ofMegabytes(25), 8192, 40_000_000, DataSize.ofMegabytes(256))),
            new ResolutionThresholds(0, 0.01),
            new BlankThresholds(4, 8));

    @Test
    void skipsTheChecksOfImagesForAFilm() throws InterruptedException {
        byte[] mp4 = "\0\0\0\024ftypisom....".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        Judgement right = inspection.film(mp4, java.time.Duration.ofMillis(8040), java.time.Duration.ofSeconds(8));
        Judgement tooShort = inspection.film(mp4, java.time.Duration.ofSeconds(4), java.time.Duration.ofSeconds(8));

        assertThat(right.reasons()).isEmpty();
        assertThat(right.findings().subList(1, right.findings().size()))
                .allSatisfy(finding -> assertThat(finding.status()).isEqualTo(io.diptych.events.CheckStatus.SKIPPED));
        assertThat(tooShort.reasons()).containsExactly("film");
    }

    @Test
    void acceptsAnImageThatPassesEveryCheck() throws InterruptedException {
        Judgement judgement =
                inspection.judge(TestImages.file(TestImages.scene(256, 256), "png"), "image/png", EXPECTED);

        assertThat(judgement.decision()).isEqualTo(Decision.ACCEPT);
        assertThat(judgement.score()).isEqualTo(1.0);
        assertThat(judgement.reasons()).isEmpty();
        assertThat(judgement.findings())
                .extracting(Finding::checkId)
                .containsExactly("decodable", "resolution", "blank");
    }

    @Test
    void acceptsAJpeg() throws InterruptedException {
        Judgement judgement =
                inspection.judge(TestImages.file(TestImages.scene(256, 256), "jpeg"), "image/jpeg", EXPECTED);

        assertThat(judgement.decision()).isEqualTo(Decision.ACCEPT);
    }

    @Test
    void escalatesAnImageOfTheWrongSizeAndScoresTheRest() throws InterruptedException {
        Judgement judgement =
                inspection.judge(TestImages.file(TestImages.scene(256, 200), "png"), "image/png", EXPECTED);

        assertThat(judgement.decision()).isEqualTo(Decision.ESCALATE);
        assertThat(judgement.reasons()).containsExactly("resolution");
        assertThat(judgement.score()).isEqualTo(2.0 / 3);
    }

    @Test
    void looksNoFurtherThanAFileThatIsNoImage() throws InterruptedException {
        Judgement judgement = inspection.judge("<html/>".getBytes(UTF_8), "image/png", EXPECTED);

        assertThat(judgement.decision()).isEqualTo(Decision.ESCALATE);
        assertThat(judgement.reasons()).containsExactly("decodable");
        assertThat(judgement.score()).isZero();
        assertThat(judgement.findings())
                .extracting(Finding::status)
                .containsExactly(CheckStatus.FAILED, CheckStatus.SKIPPED, CheckStatus.SKIPPED);
    }

    @Test
    void escalatesATruncatedImage() throws InterruptedException {
        byte[] whole = TestImages.file(TestImages.scene(256, 256), "png");

        Judgement judgement = inspection.judge(Arrays.copyOf(whole, whole.length / 2), "image/png", EXPECTED);

        assertThat(judgement.reasons()).containsExactly("decodable");
    }

    @Test
    void escalatesWhatIsMissing() {
        Judgement judgement = inspection.missing("asset ab12 is not in the store");

        assertThat(judgement.decision()).isEqualTo(Decision.ESCALATE);
        assertThat(judgement.findings().getFirst().detail()).isEqualTo("asset ab12 is not in the store");
    }
}
