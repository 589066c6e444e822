package io.diptych.quality.review.http;

import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewSubject;
import io.diptych.events.Route;
import io.diptych.quality.review.Submission;
import io.diptych.quality.review.desk.ReviewDesk.Kept;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a reviewer is told once they have answered.
///
/// @param undoUntil until when the answer can be taken back
/// @param now       the server's clock, to count down by
/// @param slot      why it was asked
/// @param expected  the known answer; null where it was not known
/// @param images    what is known of each image, in their order
record Reveal(
        String key,
        String decisionId,
        String answer,
        Instant undoUntil,
        Instant now,
        String slot,
        @Nullable String expected,
        List<Made> images) {

    Reveal {
        images = List.copyOf(images);
    }

    static Reveal of(Kept kept, Instant now) {
        Submission submission = kept.submission();
        ReviewAnswer expected = kept.sheet().task().expected();
        ReviewSlot slot = kept.sheet().task().slot();
        return new Reveal(
                TaskKey.of(submission.taskId()),
                submission.decisionId(),
                submission.answer().name(),
                submission.settlesAt(),
                now,
                slot.name(),
                expected == null ? null : expected.name(),
                kept.sheet().question().getSubjects().stream().map(Made::of).toList());
    }

    /// What an image was made by, and what quality control said of it.
    record Made(
            String jobId,
            @Nullable String model,
            @Nullable String provider,
            @Nullable String tier,
            @Nullable Integer attemptNo,
            @Nullable Long estimatedMicros,
            @Nullable String verdict,
            @Nullable Double score,
            @Nullable Double acceptFrom,
            List<String> reasons) {
        static Made of(ReviewSubject subject) {
            GenerationResult result = subject.getResult();
            QualityVerdict verdict = subject.getVerdict();
            Route route = result == null ? null : result.getJob().getRoute();
            return new Made(
                    subject.getJobId(),
                    route == null ? null : route.getModel(),
                    route == null ? null : route.getProvider(),
                    route == null ? null : route.getTier(),
                    result == null ? null : result.getJob().getAttemptNo(),
                    route == null ? null : route.getEstimatedMicros(),
                    verdict == null ? null : verdict.getDecision().name(),
                    verdict == null ? null : verdict.getScore(),
                    verdict == null ? null : verdict.getAcceptFrom(),
                    verdict == null ? List.of() : verdict.getReasons());
        }
    }
}
