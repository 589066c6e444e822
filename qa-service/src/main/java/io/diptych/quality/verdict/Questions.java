package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.quality.check.Profile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;

/// Puts questions to people. Pure functions of result, verdict and profile: judged again, an attempt gets the same
/// question under the same id, and chance chooses the same ones.
final class Questions {
    private static final String AUDIT = "audit:";
    private static final String SECOND = "second:";

    private Questions() {}

    /// The question on which the attempt waits.
    static ReviewTask binding(GenerationResult result, QualityVerdict verdict, Profile profile) {
        ReviewSlot slot = chosen(AUDIT, result, profile.auditShare()) ? ReviewSlot.AUDIT : ReviewSlot.NORMAL;
        return question(result.getAttemptId(), result, verdict, profile)
                .setSlot(slot)
                .setBinding(true)
                .build();
    }

    /// The ruling, with a question besides where chance has chosen its image. A person who is asked anyway is not
    /// asked twice.
    static Ruling audited(Ruling ruling, GenerationResult result, Profile profile) {
        return switch (ruling) {
            case Ruling.Delivered(var verdict, var _) -> audited(ruling, result, verdict, profile);
            case Ruling.FellShort(var verdict, var _) -> audited(ruling, result, verdict, profile);
            case Ruling.Asked _, Ruling.Audited _, Ruling.NotMade _, Ruling.Unsettled _ -> ruling;
        };
    }

    private static Ruling audited(Ruling ruling, GenerationResult result, QualityVerdict verdict, Profile profile) {
        if (!chosen(AUDIT, result, profile.auditShare())) {
            return ruling;
        }
        return new Ruling.Audited(
                ruling,
                question(AUDIT + result.getAttemptId(), result, verdict, profile)
                        .setSlot(ReviewSlot.AUDIT)
                        .build());
    }

    private static ReviewTask.Builder question(
            String taskId, GenerationResult result, QualityVerdict verdict, Profile profile) {
        AssetRef image = Objects.requireNonNullElseGet(
                verdict.getRepaired(), () -> Objects.requireNonNull(result.getImage(), "a verdict is on an image"));
        ReviewSubject subject = ReviewSubject.newBuilder()
                .setJobId(result.getJobId())
                .setImage(image)
                .setResult(result)
                .setVerdict(verdict)
                .build();
        return ReviewTask.newBuilder()
                .setTaskId(taskId)
                .setTenant(result.getTenant())
                .setKind(ReviewKind.APPROVE_ONE)
                .setState(ReviewState.OPEN)
                .setStep(ReviewStep.ASKED)
                .setJobIds(List.of(result.getJobId()))
                .setImages(List.of(image))
                .setPurpose(result.getJob().getRequest().getPurpose())
                .setSubmissions(chosen(SECOND, result, profile.secondReviewerShare()) ? 2 : 1)
                .setSubjects(List.of(subject))
                .setOccurredAt(verdict.getOccurredAt());
    }

    /// Whether an attempt is among the share that chance chooses for a purpose of its own.
    private static boolean chosen(String purpose, GenerationResult result, double share) {
        int hash = Utils.murmur2((purpose + result.getAttemptId()).getBytes(StandardCharsets.UTF_8));
        return (hash & 0x7fff_ffff) / (double) (1L << 31) < share;
    }
}
