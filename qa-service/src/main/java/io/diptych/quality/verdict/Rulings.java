package io.diptych.quality.verdict;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationResult;
import io.diptych.quality.check.Judgement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules on results. Pure functions: the same result, judgement and time give the same events.
final class Rulings {
    private Rulings() {}

    /// Rules on a result that has an image.
    static Ruling onImage(GenerationResult result, Judgement judgement, String profile, Instant now) {
        var verdict = Verdicts.of(result, judgement, profile, now);
        return switch (judgement.decision()) {
            case ACCEPT ->
                new Ruling.Delivered(
                        verdict, Outcomes.delivered(result, summary(result, null, List.of()), judgement.score(), now));
            case ESCALATE, REVIEW ->
                new Ruling.FellShort(
                        verdict,
                        escalation(result, EscalationCause.QUALITY, summary(result, null, judgement.reasons()), now));
        };
    }

    /// Rules on a result that has none.
    static Ruling withoutImage(GenerationResult result, Instant now) {
        Failure failure = result.getFailure() == null ? unexplained() : result.getFailure();
        EscalationCause cause = result.getBilling() == Billing.UNKNOWN
                ? EscalationCause.UNKNOWN_ATTEMPT
                : EscalationCause.PROVIDER_FAILURE;
        return new Ruling.NotMade(escalation(result, cause, summary(result, failure, List.of()), now));
    }

    private static Failure unexplained() {
        return Failure.newBuilder()
                .setCode(FailureCode.INTERNAL)
                .setBlame(Blame.OURS)
                .setMessage("result has neither image nor failure, must have one of them")
                .build();
    }

    private static AttemptSummary summary(GenerationResult result, @Nullable Failure failure, List<String> reasons) {
        return AttemptSummary.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setAttemptNo(result.getJob().getAttemptNo())
                .setRoute(result.getJob().getRoute())
                .setBilling(result.getBilling())
                .setFailure(failure)
                .setReasons(reasons)
                .setEndedAt(result.getOccurredAt())
                .build();
    }

    private static Escalation escalation(
            GenerationResult result, EscalationCause cause, AttemptSummary attempt, Instant now) {
        return Escalation.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setTenant(result.getTenant())
                .setCause(cause)
                .setJob(result.getJob())
                .setAttempt(attempt)
                .setOccurredAt(now)
                .build();
    }
}
