package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Blame;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Route;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes the outcomes of jobs that end here.
final class Outcomes {
    private Outcomes() {}

    /// @param image   what is delivered
    /// @param attempt the attempt that made the image, last of the trail
    static JobOutcome delivered(
            GenerationResult result, @Nullable AssetRef image, AttemptSummary attempt, double score, Instant now) {
        return ended(result, attempt, score, now)
                .setStatus(OutcomeStatus.DELIVERED)
                .setImage(image)
                .setSubstitutions(result.getJob().getRoute().getSubstitutions())
                .build();
    }

    /// @param attempt the attempt whose image nobody wants any more, last of the trail
    /// @param reason  for a person: since when, and why
    /// @param score   null where there is no image
    static JobOutcome cancelled(
            GenerationResult result, AttemptSummary attempt, String reason, @Nullable Double score, Instant now) {
        return ended(result, attempt, score, now)
                .setStatus(OutcomeStatus.CANCELLED)
                .setFailure(Failure.newBuilder()
                        .setCode(FailureCode.CANCELLED)
                        .setBlame(Blame.CALLER)
                        .setMessage(reason)
                        .build())
                .build();
    }

    private static JobOutcome.Builder ended(
            GenerationResult result, AttemptSummary attempt, @Nullable Double score, Instant now) {
        GenerationJob job = result.getJob();
        GenerationRequest request = job.getRequest();
        Route route = job.getRoute();
        return JobOutcome.newBuilder()
                .setJobId(result.getJobId())
                .setRequestId(job.getRequestId())
                .setImageIndex(job.getImageIndex())
                .setTenant(result.getTenant())
                .setAttempts(trail(job, attempt))
                .setModel(result.getImage() == null ? null : route.getModel())
                .setModelVersion(result.getModelVersion())
                .setProviderRequestId(result.getProviderRequestId())
                .setRuleId(route.getRuleId())
                .setPolicy(route.getPolicy())
                .setPolicyVersion(route.getPolicyVersion())
                .setTemplateVersion(result.getTemplateVersion())
                .setScore(score)
                .setPurpose(request.getPurpose())
                .setContext(request.getContext())
                .setRequestedAt(request.getRequestedAt())
                .setOccurredAt(now);
    }

    private static List<AttemptSummary> trail(GenerationJob job, AttemptSummary last) {
        return Stream.concat(job.getAttempts().stream(), Stream.of(last)).toList();
    }
}
