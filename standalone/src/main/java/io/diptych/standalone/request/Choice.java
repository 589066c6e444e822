package io.diptych.standalone.request;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Asks people which of a request's images are best.
public final class Choice {
    private Choice() {}

    /// The question. Asked again for the same request, it is the same one.
    ///
    /// @param delivered outcomes that have an image, one at least
    /// @param results   results of the request, by attempt: from them people see what was asked for
    /// @param choose    how many are to be chosen
    public static ReviewTask question(
            GenerationRequest request,
            List<JobOutcome> delivered,
            Map<String, GenerationResult> results,
            int choose,
            Instant now) {
        if (choose < 1 || choose > delivered.size()) {
            throw new IllegalArgumentException(
                    "--choose is " + choose + ", must be from 1 to " + delivered.size() + ", the images delivered");
        }
        List<ReviewSubject> subjects =
                delivered.stream().map(outcome -> subject(outcome, results)).toList();
        return ReviewTask.newBuilder()
                .setTaskId("choose:" + request.getTenant() + ":" + request.getRequestId())
                .setTenant(request.getTenant())
                .setKind(ReviewKind.CHOOSE_K)
                .setState(ReviewState.OPEN)
                .setJobIds(subjects.stream().map(ReviewSubject::getJobId).toList())
                .setImages(subjects.stream().map(ReviewSubject::getImage).toList())
                .setChoose(choose)
                .setPurpose(request.getPurpose())
                .setSubjects(subjects)
                .setOccurredAt(now)
                .build();
    }

    private static ReviewSubject subject(JobOutcome outcome, Map<String, GenerationResult> results) {
        AssetRef image = outcome.getImage();
        if (image == null) {
            throw new IllegalArgumentException("job " + outcome.getJobId() + " has no image, must be delivered");
        }
        AttemptSummary last = outcome.getAttempts().getLast();
        return ReviewSubject.newBuilder()
                .setJobId(outcome.getJobId())
                .setImage(image)
                .setResult(results.get(last.getAttemptId()))
                .build();
    }
}
