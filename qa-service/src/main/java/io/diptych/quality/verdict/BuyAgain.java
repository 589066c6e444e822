package io.diptych.quality.verdict;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewTask;
import io.diptych.events.Route;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The question whether an attempt is bought again of which nobody knows whether it was charged, and what follows from
/// the answer as the event that says so. Pure functions.
public final class BuyAgain {
    /// Reason on the trail where a person said no.
    public static final String GIVEN_UP = "given-up";
    /// Reason on the trail where nobody said anything in time.
    public static final String UNANSWERED = "unanswered";

    private BuyAgain() {}

    /// Whether a person is asked: the policy wants it, and the router would heed a yes.
    public static boolean isAsked(GenerationResult result, Instant now) {
        return result.getImage() == null
                && result.getBilling() == Billing.UNKNOWN
                && result.getJob().getAskAfterUnknown()
                && isOpen(Rulings.failure(result).getCode())
                && SameAgain.obstacle(result.getJob(), now) == null;
    }

    /// Whether the router goes on after such a failure.
    private static boolean isOpen(FailureCode code) {
        return switch (code) {
            case RATE_LIMITED,
                    UNAVAILABLE,
                    TIMEOUT,
                    NOT_CONFIGURED,
                    AUTHENTICATION,
                    QUOTA_EXHAUSTED,
                    MODEL_RETIRED,
                    MALFORMED_RESPONSE,
                    EMPTY_RESPONSE,
                    EXPIRED,
                    QUALITY_REJECTED,
                    INTERNAL -> true;
            case INVALID_REQUEST, NO_ROUTE, CONTENT_REFUSED, CANCELLED -> false;
        };
    }

    /// What the job may have cost so far, this attempt included, in micro-USD and as far as prices are known.
    public static long spentMicros(GenerationResult result) {
        return Worth.spent(result.getJob());
    }

    /// The question; its job waits for the answer.
    static ReviewTask question(GenerationResult result, Instant now) {
        return ReviewTask.newBuilder()
                .setTaskId(result.getAttemptId())
                .setTenant(result.getTenant())
                .setKind(ReviewKind.BUY_AGAIN)
                .setState(ReviewState.OPEN)
                .setStep(ReviewStep.ASKED)
                .setJobIds(List.of(result.getJobId()))
                .setImages(List.of())
                .setPurpose(result.getJob().getRequest().getPurpose())
                .setBinding(true)
                .setUnsettled(result)
                .setOccurredAt(now)
                .build();
    }

    /// The same route once more: it is put before those that are left, which the router takes as the person's wish.
    public static Escalation yes(GenerationResult result, Instant now) {
        GenerationJob job = result.getJob();
        List<Route> routes = Stream.concat(Stream.of(job.getRoute()), job.getRemaining().stream())
                .toList();
        return escalation(result, routes, List.of(), now);
    }

    /// The job ends. The router ends jobs: told that no route is left, it buys nothing.
    ///
    /// @param reason [#GIVEN_UP] or [#UNANSWERED]
    public static Escalation no(GenerationResult result, String reason, Instant now) {
        return escalation(result, List.of(), List.of(reason), now);
    }

    /// The caller no longer wants the image.
    ///
    /// @param reason for a person: since when, and why
    public static JobOutcome cancelled(GenerationResult result, String reason, Instant now) {
        return Outcomes.cancelled(
                result,
                Rulings.summary(result, Rulings.failure(result), List.of()),
                reason + "; a person was being asked whether it is bought again",
                null,
                now);
    }

    private static Escalation escalation(
            GenerationResult result, List<Route> remaining, List<String> reasons, Instant now) {
        AttemptSummary attempt = Rulings.summary(result, Rulings.failure(result), reasons);
        GenerationJob job = GenerationJob.newBuilder(result.getJob())
                .setRemaining(remaining)
                .build();
        return Rulings.escalation(result, job, EscalationCause.REVIEWER, attempt, now);
    }
}
