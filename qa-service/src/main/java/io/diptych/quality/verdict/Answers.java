package io.diptych.quality.verdict;

import io.diptych.events.AttemptSummary;
import io.diptych.events.CheckStatus;
import io.diptych.events.Decision;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewSubject;
import io.diptych.events.Route;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// How an attempt ends that waited for a person, as the event that says so. Pure functions. The person's word replaces
/// the verdict's, whose event stays as it is.
public final class Answers {
    private Answers() {}

    /// The image is delivered.
    public static JobOutcome approved(ReviewSubject subject, Instant now) {
        return delivered(subject, List.of(), now);
    }

    /// Nobody has answered in time: the image is delivered with its doubts.
    public static JobOutcome deliveredUnanswered(ReviewSubject subject, Instant now) {
        return delivered(subject, verdict(subject).getReasons(), now);
    }

    /// The caller no longer wants the image.
    ///
    /// @param reason for a person: since when, and why
    public static JobOutcome cancelled(ReviewSubject subject, String reason, Instant now) {
        GenerationResult result = result(subject);
        QualityVerdict verdict = verdict(subject);
        return Outcomes.cancelled(
                result,
                Rulings.summary(result, null, verdict.getReasons()),
                reason + "; the image waited for a person",
                verdict.getScore(),
                now);
    }

    private static JobOutcome delivered(ReviewSubject subject, List<String> doubts, Instant now) {
        GenerationResult result = result(subject);
        return Outcomes.delivered(
                result,
                subject.getImage(),
                Rulings.summary(result, null, doubts),
                verdict(subject).getScore(),
                now);
    }

    /// The job ends without an image. The router ends jobs: told that no route is left, it buys nothing.
    public static Escalation rejected(ReviewSubject subject, List<String> reasons, Instant now) {
        return escalation(subject, List.of(), reasons, now);
    }

    /// Another attempt by another route.
    public static Escalation escalated(ReviewSubject subject, List<String> reasons, Instant now) {
        return escalation(subject, result(subject).getJob().getRemaining(), reasons, now);
    }

    /// Another attempt by the same route: it is put before those that are left, which the router takes as the person's
    /// wish.
    public static Escalation retried(ReviewSubject subject, List<String> reasons, Instant now) {
        GenerationJob job = result(subject).getJob();
        List<Route> routes = Stream.concat(Stream.of(job.getRoute()), job.getRemaining().stream())
                .toList();
        return escalation(subject, routes, reasons, now);
    }

    /// Whether the question's image was merely doubtful: one that was found bad is never delivered unseen.
    public static boolean isDoubtful(ReviewSubject subject) {
        QualityVerdict verdict = subject.getVerdict();
        return verdict != null
                && verdict.getDecision() == Decision.REVIEW
                && verdict.getFindings().stream()
                        .noneMatch(finding -> finding.getHard() && finding.getStatus() == CheckStatus.FAILED);
    }

    private static Escalation escalation(
            ReviewSubject subject, List<Route> remaining, List<String> reasons, Instant now) {
        GenerationResult result = result(subject);
        AttemptSummary attempt = Rulings.summary(
                result, null, reasons.isEmpty() ? verdict(subject).getReasons() : reasons);
        GenerationJob job = GenerationJob.newBuilder(result.getJob())
                .setRemaining(remaining)
                .build();
        return Rulings.escalation(result, job, EscalationCause.REVIEWER, attempt, now);
    }

    private static GenerationResult result(ReviewSubject subject) {
        return Objects.requireNonNull(subject.getResult(), "a job that waits for the answer is known by its result");
    }

    private static QualityVerdict verdict(ReviewSubject subject) {
        return Objects.requireNonNull(subject.getVerdict(), "a job that waits for the answer has a verdict");
    }
}
