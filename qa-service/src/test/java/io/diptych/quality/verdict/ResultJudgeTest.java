package io.diptych.quality.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.CheckFinding;
import io.diptych.events.CheckStatus;
import io.diptych.events.Decision;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Purpose;
import io.diptych.events.QualityVerdict;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.events.Stage;
import io.diptych.events.VideoInfo;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.quality.calibration.AcceptGate;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.calibration.Promise;
import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Profile;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TextReader;
import io.diptych.quality.video.TestClips;
import io.diptych.simulator.veo.AvcFilm;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultJudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:31.123Z");

    private final FakeAssetStore assets = new FakeAssetStore();
    private final Inspection inspection =
            new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(TextReader.none()));
    private final ResultJudge judge = judge(Unreviewed.DELIVER);

    private ResultJudge judge(Unreviewed unreviewed) {
        return new ResultJudge(
                assets, inspection, Profiles.shipped(), unreviewed, InstantSource.fixed(NOW.plusNanos(999)));
    }

    @Test
    void deliversAGoodImageWithItsWholeStory() throws InterruptedException {
        AssetRef image = stored(TestImages.file(TestImages.scene(256, 256), "png"));

        Ruling ruling = judge.judge(TestResults.withImage("r1", image));

        JobOutcome outcome = ((Ruling.Delivered) ruling).outcome();
        assertThat(outcome.getJobId()).isEqualTo("r1#1");
        assertThat(outcome.getRequestId()).isEqualTo("r1");
        assertThat(outcome.getImageIndex()).isEqualTo(1);
        assertThat(outcome.getTenant()).isEqualTo("acme");
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.DELIVERED);
        assertThat(outcome.getImage()).isEqualTo(image);
        assertThat(outcome.getFailure()).isNull();
        assertThat(outcome.getModel()).isEqualTo("gpt-image-2");
        assertThat(outcome.getModelVersion()).isEqualTo("gpt-image-2-2026-04-21");
        assertThat(outcome.getProviderRequestId()).isEqualTo("req_1");
        assertThat(outcome.getRuleId()).isEqualTo("white-background");
        assertThat(outcome.getPolicy()).isEqualTo("dual");
        assertThat(outcome.getPolicyVersion()).isEqualTo("1");
        assertThat(outcome.getTemplateVersion()).isEqualTo("white-background@3");
        assertThat(outcome.getScore()).isEqualTo(1.0);
        assertThat(outcome.getPurpose().getStage()).isEqualTo(Stage.SCENE);
        assertThat(outcome.getContext().getCampaign()).isEqualTo("spring");
        assertThat(outcome.getContext().getSku()).isEqualTo("SKU-1");
        assertThat(outcome.getRequestedAt()).isEqualTo(TestResults.REQUESTED);
        assertThat(outcome.getOccurredAt()).isEqualTo(NOW);
    }

    @Test
    void deliversAFilmByItsContainer() throws InterruptedException {
        byte[] whole = TestClips.clip(8, 256, 256);
        byte[] cutOff = Arrays.copyOf(whole, whole.length - 1);

        assertThat(judge.judge(film(whole))).isInstanceOf(Ruling.Delivered.class);
        assertThat(judge.judge(film(cutOff))).isNotInstanceOf(Ruling.Delivered.class);
    }

    @Test
    void deliversAFilmThatBeginsWithItsStillAndNoOther() throws InterruptedException {
        BufferedImage still = TestImages.scene(256, 256);
        AssetRef asked = stored(TestImages.file(still, "png"));

        Ruling right = judge.judge(film(filmOf(still), asked));
        Ruling wrong = judge.judge(film(filmOf(TestImages.flat(256, 256, Color.WHITE)), asked));

        assertThat(right).isInstanceOf(Ruling.Delivered.class);
        assertThat(((Ruling.FellShort) wrong).verdict().getReasons()).containsExactly("video-first-frame");
    }

    private static byte[] filmOf(BufferedImage frame) {
        AvcFilm film = new AvcFilm(frame.getWidth(), frame.getHeight());
        film.add(frame);
        return film.toMp4();
    }

    private GenerationResult film(byte[] file, AssetRef still) {
        GenerationJob job = TestResults.job("r1");
        return GenerationResult.newBuilder(film(file))
                .setJob(GenerationJob.newBuilder(job)
                        .setRequest(GenerationRequest.newBuilder(job.getRequest())
                                .setPurpose(Purpose.newBuilder()
                                        .setStage(Stage.VIDEO)
                                        .build())
                                .setReferences(List.of(Reference.newBuilder()
                                        .setAsset(still)
                                        .setRole(ReferenceRole.FIRST_FRAME)
                                        .build()))
                                .build())
                        .build())
                .build();
    }

    private GenerationResult film(byte[] file) {
        return TestResults.result("r1")
                .setImage(assets.put(file, "video/mp4", 256, 256))
                .setVideo(new VideoInfo(8000L, "avc1", null))
                .build();
    }

    @Test
    void endsTheTrailWithTheAttemptThatMadeTheImage() throws InterruptedException {
        AssetRef image = stored(TestImages.file(TestImages.scene(256, 256), "png"));

        Ruling ruling = judge.judge(TestResults.withImage("r1", image));

        JobOutcome outcome = ((Ruling.Delivered) ruling).outcome();
        assertThat(outcome.getAttempts())
                .extracting(AttemptSummary::getAttemptId)
                .containsExactly("r1#1.1", "r1#1.2");
        AttemptSummary last = outcome.getAttempts().getLast();
        assertThat(last.getAttemptNo()).isEqualTo(2);
        assertThat(last.getRoute().getModel()).isEqualTo("gpt-image-2");
        assertThat(last.getBilling()).isEqualTo(Billing.BILLED);
        assertThat(last.getFailure()).isNull();
        assertThat(last.getReasons()).isEmpty();
        assertThat(last.getEndedAt()).isEqualTo(TestResults.ENDED);
    }

    @Test
    void saysInTheVerdictWhatEveryCheckFound() throws InterruptedException {
        AssetRef image = stored(TestImages.file(TestImages.scene(256, 256), "png"));

        Ruling ruling = judge.judge(TestResults.withImage("r1", image));

        QualityVerdict verdict = ((Ruling.Delivered) ruling).verdict();
        assertThat(verdict.getAttemptId()).isEqualTo("r1#1.2");
        assertThat(verdict.getDecision()).isEqualTo(Decision.ACCEPT);
        assertThat(verdict.getModel()).isEqualTo("gpt-image-2");
        assertThat(verdict.getStage()).isEqualTo(Stage.SCENE);
        assertThat(verdict.getProfile()).isEqualTo("scene/2");
        assertThat(verdict.getFindings())
                .extracting(CheckFinding::getCheckId)
                .startsWith("decodable", "resolution", "blank")
                .contains("blur", "noise", "subject");
        assertThat(verdict.getFindings()).allSatisfy(finding -> {
            assertThat(finding.getVersion()).isNotBlank();
            assertThat(finding.getDetail()).isNotBlank();
            assertThat(finding.getWeight()).isPositive();
        });
        assertThat(verdict.getConfidence()).isEqualTo(1.0);
        assertThat(verdict.getAcceptFrom()).isEqualTo(0.85);
        assertThat(verdict.getSum()).isNull();
    }

    @Test
    void escalatesABlankImageWithItsReasons() throws InterruptedException {
        AssetRef image = stored(TestImages.file(TestImages.flat(256, 256, Color.WHITE), "png"));

        Ruling ruling = judge.judge(TestResults.withImage("r1", image));

        Ruling.FellShort fellShort = (Ruling.FellShort) ruling;
        assertThat(fellShort.verdict().getDecision()).isEqualTo(Decision.ESCALATE);
        assertThat(fellShort.verdict().getReasons()).containsExactly("blank");
        Escalation escalation = fellShort.escalation();
        assertThat(escalation.getCause()).isEqualTo(EscalationCause.QUALITY);
        assertThat(escalation.getAttemptId()).isEqualTo("r1#1.2");
        assertThat(escalation.getJobId()).isEqualTo("r1#1");
        assertThat(escalation.getJob()).isEqualTo(TestResults.job("r1"));
        assertThat(escalation.getAttempt().getReasons()).containsExactly("blank");
        assertThat(escalation.getAttempt().getFailure()).isNull();
        assertThat(escalation.getAttempt().getBilling()).isEqualTo(Billing.BILLED);
    }

    @Test
    void escalatesAnAssetThatIsMissing() throws InterruptedException {
        AssetRef image = AssetRef.newBuilder(stored("x".getBytes(UTF_8)))
                .setSha256("0".repeat(64))
                .build();

        Ruling ruling = judge.judge(TestResults.withImage("r1", image));

        Ruling.FellShort fellShort = (Ruling.FellShort) ruling;
        assertThat(fellShort.verdict().getReasons()).containsExactly("decodable");
        assertThat(fellShort.escalation().getCause()).isEqualTo(EscalationCause.QUALITY);
    }

    @Test
    void saysNothingWhileTheStoreDoesNotAnswer() {
        GenerationResult result =
                TestResults.withImage("r1", stored(TestImages.file(TestImages.scene(256, 256), "png")));
        assets.setAway(true);

        assertThatThrownBy(() -> judge.judge(result)).isInstanceOf(AssetStoreException.class);
    }

    @Test
    void escalatesAFailureWithoutAVerdict() throws InterruptedException {
        Ruling ruling = judge.judge(TestResults.failed("r1", Billing.NOT_BILLED));

        Escalation escalation = ((Ruling.NotMade) ruling).escalation();
        assertThat(escalation.getCause()).isEqualTo(EscalationCause.PROVIDER_FAILURE);
        assertThat(escalation.getAttempt().getFailure().getCode()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(escalation.getAttempt().getBilling()).isEqualTo(Billing.NOT_BILLED);
        assertThat(escalation.getOccurredAt()).isEqualTo(NOW);
    }

    @Test
    void escalatesAnAttemptNobodyKnowsAboutAsSuch() throws InterruptedException {
        Ruling ruling = judge.judge(TestResults.failed("r1", Billing.UNKNOWN));

        assertThat(((Ruling.NotMade) ruling).escalation().getCause()).isEqualTo(EscalationCause.UNKNOWN_ATTEMPT);
    }

    @Test
    void escalatesAResultWithNeitherImageNorFailureAsOurFault() throws InterruptedException {
        Ruling ruling = judge.judge(TestResults.result("r1").build());

        Escalation escalation = ((Ruling.NotMade) ruling).escalation();
        assertThat(escalation.getAttempt().getFailure().getCode()).isEqualTo(FailureCode.INTERNAL);
        assertThat(escalation.getAttempt().getFailure().getMessage()).contains("neither image nor failure");
    }

    @Test
    void givesAnOldVerdictAgain() throws InterruptedException {
        GenerationResult first =
                TestResults.withImage("r1", stored(TestImages.file(TestImages.scene(256, 256), "png")));
        GenerationResult sibling = GenerationResult.newBuilder(first)
                .setJobId("r1#0")
                .setImage(stored(TestImages.file(TestImages.scene(256, 256), "jpeg"), "image/jpeg"))
                .build();
        var _ = judge.judge(first);
        QualityVerdict verdict = verdictOn(judge.judge(sibling));

        QualityVerdict again = judge(Unreviewed.DELIVER).again(sibling, verdict);

        assertThat(verdict.getSiblings()).hasSize(1);
        assertThat(again).isEqualTo(verdict);
    }

    @Test
    void givesAnOldVerdictAgainUnderTheLeastScoreOfThen() throws InterruptedException {
        // Given
        Gates gates = new Gates();
        ResultJudge calibrated = new ResultJudge(
                assets, inspection, Profiles.shipped(), Unreviewed.DELIVER, InstantSource.fixed(NOW), gates);
        Profile profile = Profiles.shipped().of(Stage.SCENE);
        gates.set(profile.name(), calibrated(profile, 0.95));
        GenerationResult result =
                TestResults.withImage("r1", stored(TestImages.file(TestImages.scene(256, 256), "png")));
        QualityVerdict then = verdictOn(calibrated.judge(result));

        // When
        gates.set(profile.name(), calibrated(profile, 0.6));
        QualityVerdict again = calibrated.again(result, then);
        QualityVerdict today = calibrated.underTodaysGate(result, then);

        // Then
        assertThat(then.getAcceptFrom()).isEqualTo(0.95);
        assertThat(then.getGate()).startsWith("calibrated: of 1000 random audits");
        assertThat(again).isEqualTo(then);
        assertThat(today.getAcceptFrom()).isEqualTo(0.6);
    }

    @Test
    void givesAnOldVerdictOfAnotherProfileUnderItsOwnLeastScore() throws InterruptedException {
        GenerationResult result =
                TestResults.withImage("r1", stored(TestImages.file(TestImages.scene(256, 256), "png")));
        QualityVerdict old = QualityVerdict.newBuilder(verdictOn(judge.judge(result)))
                .setProfile("scene/of yesterday")
                .setAcceptFrom(0.7)
                .build();

        QualityVerdict again = judge.again(result, old);

        assertThat(again.getAcceptFrom())
                .isEqualTo(Profiles.shipped().of(Stage.SCENE).acceptFrom());
    }

    private static Gates.Published calibrated(Profile profile, double threshold) {
        return new Gates.Published(
                profile.version(),
                new AcceptGate.Calibrated(threshold, Promise.of(profile.mostBadAccepts()), 1000, 10, 0.9, 0.02));
    }

    @Test
    void seesThatTwoImagesOfARequestAreTheSame() throws InterruptedException {
        GenerationResult first =
                TestResults.withImage("r1", stored(TestImages.file(TestImages.scene(256, 256), "png")));
        var _ = judge.judge(first);

        QualityVerdict verdict = verdictOn(
                judge.judge(GenerationResult.newBuilder(first).setJobId("r1#0").build()));

        assertThat(verdict.getFindings())
                .filteredOn(finding -> finding.getCheckId().equals("duplicate"))
                .extracting(CheckFinding::getStatus)
                .containsExactly(CheckStatus.FAILED);
    }

    @Test
    void judgesARedeliveredResultAsBefore() throws InterruptedException {
        GenerationResult result =
                TestResults.withImage("r1", stored(TestImages.file(TestImages.scene(256, 256), "png")));

        assertThat(judge.judge(result)).isEqualTo(judge.judge(result));
    }

    private static QualityVerdict verdictOn(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Delivered(var verdict, var _) -> verdict;
            case Ruling.FellShort(var verdict, var _) -> verdict;
            case Ruling.Asked(var verdict, var _) -> verdict;
            case Ruling.Audited(var audited, var _) -> verdictOn(audited);
            case Ruling.NotMade _, Ruling.Unsettled _ -> throw new AssertionError("no verdict");
        };
    }

    private AssetRef stored(byte[] file, String mediaType) {
        return assets.put(file, mediaType, 256, 256);
    }

    private AssetRef stored(byte[] file) {
        return assets.put(file, "image/png", 256, 256);
    }
}
