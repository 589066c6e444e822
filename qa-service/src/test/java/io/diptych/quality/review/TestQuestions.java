package io.diptych.quality.review;

import io.diptych.events.AssetRef;
import io.diptych.events.CheckFinding;
import io.diptych.events.CheckStatus;
import io.diptych.events.Decision;
import io.diptych.events.EvidenceBox;
import io.diptych.events.GenerationResult;
import io.diptych.events.Purpose;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.events.Stage;
import io.diptych.quality.verdict.TestResults;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Questions as quality control and pipelines ask them.
final class TestQuestions {
    private TestQuestions() {}

    /// Whether an image will do; its job waits.
    static ReviewTask.Builder approveOne(String requestId, AssetRef image, Instant now) {
        GenerationResult result = TestResults.withImage(requestId, image);
        return ReviewTask.newBuilder()
                .setTaskId(result.getAttemptId())
                .setTenant(result.getTenant())
                .setKind(ReviewKind.APPROVE_ONE)
                .setState(ReviewState.OPEN)
                .setSlot(ReviewSlot.NORMAL)
                .setBinding(true)
                .setJobIds(List.of(result.getJobId()))
                .setImages(List.of(image))
                .setPurpose(Purpose.newBuilder().setStage(Stage.SCENE).build())
                .setSubjects(List.of(ReviewSubject.newBuilder()
                        .setJobId(result.getJobId())
                        .setImage(image)
                        .setResult(result)
                        .setVerdict(verdict(result, now, false))
                        .build()))
                .setOccurredAt(now);
    }

    /// Whether an attempt is bought again of which nobody knows whether it was charged; its job waits.
    static ReviewTask.Builder buyAgain(GenerationResult unsettled, Instant now) {
        return ReviewTask.newBuilder()
                .setTaskId(unsettled.getAttemptId())
                .setTenant(unsettled.getTenant())
                .setKind(ReviewKind.BUY_AGAIN)
                .setState(ReviewState.OPEN)
                .setBinding(true)
                .setJobIds(List.of(unsettled.getJobId()))
                .setImages(List.of())
                .setPurpose(unsettled.getJob().getRequest().getPurpose())
                .setUnsettled(unsettled)
                .setOccurredAt(now);
    }

    /// Which of four images will do; no job waits.
    static ReviewTask chooseTwo(String requestId, AssetRef image, Instant now) {
        List<String> jobs =
                IntStream.range(0, 4).mapToObj(i -> requestId + "#" + i).toList();
        return ReviewTask.newBuilder()
                .setTaskId("choose:" + requestId)
                .setTenant("acme")
                .setKind(ReviewKind.CHOOSE_K)
                .setState(ReviewState.OPEN)
                .setJobIds(jobs)
                .setImages(jobs.stream().map(_ -> image).toList())
                .setChoose(2)
                .setPurpose(Purpose.newBuilder().setStage(Stage.DRAFT).build())
                .setOccurredAt(now)
                .build();
    }

    /// A verdict that leaves it to people.
    ///
    /// @param hard whether a fault decides alone
    static QualityVerdict verdict(GenerationResult result, Instant now, boolean hard) {
        return QualityVerdict.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setTenant(result.getTenant())
                .setModel(result.getJob().getRoute().getModel())
                .setStage(Stage.SCENE)
                .setDecision(Decision.REVIEW)
                .setScore(0.8)
                .setAcceptFrom(0.85)
                .setFindings(List.of(CheckFinding.newBuilder()
                        .setCheckId("blur")
                        .setVersion("1")
                        .setStatus(CheckStatus.FAILED)
                        .setHard(hard)
                        .setDetail("sharpness 20, 60 is expected")
                        .setBoxes(List.of(new EvidenceBox(1, 2, 30, 40, "here")))
                        .build()))
                .setReasons(List.of("blur"))
                .setProfile("scene/1")
                .setOccurredAt(now)
                .build();
    }
}
