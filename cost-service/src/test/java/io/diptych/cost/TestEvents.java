package io.diptych.cost;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;

/// What follows from results.
public final class TestEvents {
    private TestEvents() {}

    /// The image of a result was delivered.
    public static JobOutcome delivered(GenerationResult result) {
        return JobOutcome.newBuilder()
                .setJobId(result.getJobId())
                .setRequestId(result.getJob().getRequestId())
                .setImageIndex(0)
                .setTenant(result.getTenant())
                .setStatus(OutcomeStatus.DELIVERED)
                .setImage(result.getImage())
                .setAttempts(java.util.List.of(attempt(result)))
                .setTemplateVersion(result.getTemplateVersion())
                .setPurpose(result.getJob().getRequest().getPurpose())
                .setContext(result.getJob().getRequest().getContext())
                .setRequestedAt(result.getStartedAt())
                .setOccurredAt(result.getOccurredAt())
                .build();
    }

    /// Another attempt is wanted for it.
    public static Escalation escalated(GenerationResult result) {
        return Escalation.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setTenant(result.getTenant())
                .setCause(EscalationCause.QUALITY)
                .setJob(result.getJob())
                .setAttempt(attempt(result))
                .setOccurredAt(result.getOccurredAt())
                .build();
    }

    private static AttemptSummary attempt(GenerationResult result) {
        return AttemptSummary.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setAttemptNo(result.getJob().getAttemptNo())
                .setRoute(result.getJob().getRoute())
                .setBilling(result.getBilling())
                .setEndedAt(result.getOccurredAt())
                .build();
    }
}
