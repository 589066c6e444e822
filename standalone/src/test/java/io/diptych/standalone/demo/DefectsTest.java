package io.diptych.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.Defects.StageOfDefects;
import io.diptych.standalone.replay.FakeRecording;
import io.diptych.standalone.request.RequestDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefectsTest {
    private static final String CAMPAIGN = "demo-1";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final long PRICE_MICROS = 50_000;
    private static final Route ROUTE = Route.newBuilder()
            .setModel("gpt-image-2")
            .setProvider("openai")
            .setTier("medium")
            .setWidth(64)
            .setHeight(64)
            .setRuleId("rule")
            .setPolicy("dual-engine")
            .setPolicyVersion("1")
            .build();

    private final Topics topics = new Topics("");
    private final FakeRecording recording = new FakeRecording();
    private final Map<String, List<String>> flawed = new HashMap<>();

    @Test
    void tellsFlawsThatWereAcceptedFromThoseThatWereDeliveredWithDoubts() {
        job("overlooked", Stage.POSTER).made("typo").delivered();
        job("doubted", Stage.POSTER).made("blurred", "typo").deliveredInSpiteOf("blur");
        job("flawless", Stage.POSTER).made().delivered();
        job("needlessly-doubted", Stage.POSTER).made().deliveredInSpiteOf("noise");

        StageOfDefects posters = only();

        assertThat(posters.accepted()).containsExactly(entry("typo", 1));
        assertThat(posters.doubted()).containsExactly(entry("blurred", 1), entry("typo", 1));
        assertThat(posters.delivered()).isEqualTo(4);
        assertThat(posters.right()).isEqualTo(2);
        assertThat(posters.rightShare()).isEqualTo(0.5);
    }

    @Test
    void countsAsRightWhatAnotherAttemptHasMadeRight() {
        job("repaired", Stage.SCENE).made("blank").made().delivered();
        job("ended", Stage.SCENE).made("blank").made("noisy").failed();

        StageOfDefects scenes = only();

        assertThat(scenes.made()).isEqualTo(2);
        assertThat(scenes.rightAtFirst()).isZero();
        assertThat(scenes.delivered()).isEqualTo(1);
        assertThat(scenes.right()).isEqualTo(1);
        assertThat(scenes.accepted()).isEmpty();
        assertThat(scenes.doubted()).isEmpty();
        assertThat(scenes.firstUsd()).isEqualByComparingTo("0.10");
        assertThat(scenes.totalUsd()).isEqualByComparingTo("0.20");
    }

    @Test
    void countsAsRightWhatIsMendedAndHadNothingElseWrong() {
        job("clamped", Stage.WHITE_BACKGROUND).made("off_white").deliveredMended();
        job("clamped-and-blurred", Stage.WHITE_BACKGROUND)
                .made("off_white", "blurred")
                .deliveredMended();
        job("not-mended", Stage.WHITE_BACKGROUND).made("off_white").delivered();

        StageOfDefects whites = only();

        assertThat(whites.mended()).isEqualTo(1);
        assertThat(whites.right()).isEqualTo(1);
        assertThat(whites.accepted()).containsExactly(entry("blurred", 1), entry("off_white", 1));
    }

    @Test
    void addsStagesUpAndLeavesOtherCampaignsOut() {
        job("poster", Stage.POSTER).made("typo").delivered();
        job("scene", Stage.SCENE).made("typo").deliveredInSpiteOf("text");
        new Job("other-2#0", Stage.SCENE).made("typo").delivered();

        Defects defects = Defects.of(recording, flawed, CAMPAIGN);

        assertThat(defects.stages()).extracting(StageOfDefects::stage).containsExactly("POSTER", "SCENE");
        assertThat(defects.all().made()).isEqualTo(2);
        assertThat(defects.all().accepted()).containsExactly(entry("typo", 1));
        assertThat(defects.all().doubted()).containsExactly(entry("typo", 1));
        assertThat(defects.all().totalUsd()).isEqualByComparingTo("0.10");
    }

    private StageOfDefects only() {
        List<StageOfDefects> stages = Defects.of(recording, flawed, CAMPAIGN).stages();
        assertThat(stages).hasSize(1);
        return stages.getFirst();
    }

    private Job job(String name, Stage stage) {
        return new Job(CAMPAIGN + "-" + name + "#0", stage);
    }

    /// A job whose attempts are recorded one by one, until it ends.
    private final class Job {
        private final String jobId;
        private final GenerationRequest request;
        private final List<AttemptSummary> attempts = new ArrayList<>();
        private AssetRef last = image("none");

        Job(String jobId, Stage stage) {
            this.jobId = jobId;
            RequestDocument document = RequestDocument.empty();
            document.set("requestId", jobId.split("#", 2)[0]);
            document.set("tenant", "acme");
            document.set("prompt", "a kettle");
            document.set("purpose.stage", stage.name());
            this.request = document.toRequest(NOW);
        }

        /// An attempt that was paid, with what is wrong with its image.
        Job made(String... flaws) {
            int number = attempts.size() + 1;
            String attemptId = jobId + "." + number;
            last = image(attemptId);
            if (flaws.length > 0) {
                flawed.put(last.getSha256(), List.of(flaws));
            }
            attempts.add(attempt(attemptId, number, List.of()));
            recording.add(topics.results(), result(attemptId, number), NOW);
            recording.add(topics.costEntries(), charge(attemptId, number), NOW);
            return this;
        }

        void delivered() {
            end(OutcomeStatus.DELIVERED, last, List.of());
        }

        void deliveredInSpiteOf(String reason) {
            end(OutcomeStatus.DELIVERED, last, List.of(reason));
        }

        void deliveredMended() {
            end(OutcomeStatus.DELIVERED, image("mended " + jobId), List.of());
        }

        void failed() {
            end(OutcomeStatus.FAILED, null, List.of("blank"));
        }

        private void end(OutcomeStatus status, @Nullable AssetRef image, List<String> reasons) {
            int number = attempts.size();
            attempts.set(number - 1, attempt(jobId + "." + number, number, reasons));
            JobOutcome outcome = JobOutcome.newBuilder()
                    .setJobId(jobId)
                    .setRequestId(request.getRequestId())
                    .setImageIndex(0)
                    .setTenant(request.getTenant())
                    .setStatus(status)
                    .setImage(image)
                    .setAttempts(attempts)
                    .setPurpose(request.getPurpose())
                    .setContext(request.getContext())
                    .setRequestedAt(NOW)
                    .setOccurredAt(NOW)
                    .build();
            recording.add(topics.outcomes(), outcome, NOW);
        }

        private GenerationResult result(String attemptId, int number) {
            GenerationJob job = GenerationJob.newBuilder()
                    .setJobId(jobId)
                    .setRequestId(request.getRequestId())
                    .setImageIndex(0)
                    .setTenant(request.getTenant())
                    .setAttemptId(attemptId)
                    .setAttemptNo(number)
                    .setRequest(request)
                    .setRoute(ROUTE)
                    .setOccurredAt(NOW)
                    .build();
            return GenerationResult.newBuilder()
                    .setAttemptId(attemptId)
                    .setJobId(jobId)
                    .setTenant(request.getTenant())
                    .setJob(job)
                    .setBilling(Billing.BILLED)
                    .setImage(last)
                    .setWorkerId("w-1")
                    .setStartedAt(NOW)
                    .setOccurredAt(NOW)
                    .build();
        }

        private CostEntry charge(String attemptId, int number) {
            return CostEntry.newBuilder()
                    .setEntryId(attemptId + "/charge/1")
                    .setAttemptId(attemptId)
                    .setJobId(jobId)
                    .setRequestId(request.getRequestId())
                    .setTenant(request.getTenant())
                    .setPosting(Posting.CHARGE)
                    .setAmountMicros(PRICE_MICROS)
                    .setProvenance(Provenance.METERED)
                    .setPriceBook("seed-000")
                    .setPriceBookVersion("1")
                    .setProvider(ROUTE.getProvider())
                    .setModel(ROUTE.getModel())
                    .setTier(ROUTE.getTier())
                    .setLane(Lane.INTERACTIVE)
                    .setStage(request.getPurpose().getStage())
                    .setImages(1)
                    .setAttemptNo(number)
                    .setRuleId(ROUTE.getRuleId())
                    .setPolicy(ROUTE.getPolicy())
                    .setPolicyVersion(ROUTE.getPolicyVersion())
                    .setOccurredAt(NOW)
                    .build();
        }
    }

    private static AttemptSummary attempt(String attemptId, int number, List<String> reasons) {
        return AttemptSummary.newBuilder()
                .setAttemptId(attemptId)
                .setAttemptNo(number)
                .setRoute(ROUTE)
                .setBilling(Billing.BILLED)
                .setReasons(reasons)
                .setEndedAt(NOW)
                .build();
    }

    private static AssetRef image(String content) {
        return AssetRef.newBuilder()
                .setUri("file:///" + content)
                .setSha256(content)
                .setMediaType("image/png")
                .setWidth(64)
                .setHeight(64)
                .setBytes(1)
                .build();
    }
}
