package io.diptych.router.kafka;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Escalation;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.diptych.router.policy.Limits;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.routing.EndedAttempt;
import io.diptych.router.routing.Escalations;
import io.diptych.router.routing.Evaluation;
import io.diptych.router.routing.NextStep;
import io.diptych.router.routing.Standing;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns an escalation into the next attempt, or into the end of its job with the whole trail. A pure function.
public final class EscalationRouting {
    private final Policies policies;
    private final Escalations escalations;

    public EscalationRouting(Policies policies, Escalations escalations) {
        this.policies = policies;
        this.escalations = escalations;
    }

    /// What follows an escalation.
    ///
    /// @param now when it is routed, which events carry
    Routed route(Escalation escalation, Instant now) {
        List<AttemptSummary> trail = trail(escalation);
        Standing standing = new Standing(
                escalation.getCause(),
                trail.stream().map(EscalationRouting::ended).toList(),
                escalation.getJob().getRemaining().stream()
                        .map(RouteMapper::planned)
                        .toList(),
                limits(escalation),
                escalation.getJob().getRequest().getConstraints().getMaxCostMicros());
        return switch (escalations.after(standing)) {
            case NextStep.Buy(var route, var remaining, var evaluations) -> {
                Route chosen = RouteMapper.event(route);
                GenerationJob next = next(escalation, trail, chosen, RouteMapper.events(remaining), now);
                yield new Routed(List.of(next), List.of(decision(escalation, chosen, evaluations, now)), List.of());
            }
            case NextStep.End(var status, var code, var reason, var evaluations) ->
                new Routed(
                        List.of(),
                        List.of(decision(escalation, null, evaluations, now)),
                        List.of(outcome(escalation, trail, status, failure(escalation, code, reason), now)));
        };
    }

    /// The ending of an escalation that could not be routed for a reason of ours.
    Routed broken(Escalation escalation, Instant now) {
        Failure failure = Failures.of(FailureCode.INTERNAL, "the router failed on this escalation, see its log", null);
        return Routed.ended(List.of(outcome(escalation, trail(escalation), OutcomeStatus.FAILED, failure, now)));
    }

    /// Those of the policy that chose the route; where it is gone since, those that hold by default.
    private Limits limits(Escalation escalation) {
        return policies.named(escalation.getJob().getRoute().getPolicy())
                .map(Policy::limits)
                .orElse(Limits.DEFAULT);
    }

    private static List<AttemptSummary> trail(Escalation escalation) {
        return Stream.concat(escalation.getJob().getAttempts().stream(), Stream.of(escalation.getAttempt()))
                .toList();
    }

    private static EndedAttempt ended(AttemptSummary attempt) {
        Failure failure = attempt.getFailure();
        return new EndedAttempt(
                RouteMapper.planned(attempt.getRoute()),
                attempt.getBilling(),
                failure == null ? null : failure.getCode());
    }

    private static GenerationJob next(
            Escalation escalation, List<AttemptSummary> trail, Route route, List<Route> remaining, Instant now) {
        GenerationJob job = escalation.getJob();
        int attemptNo = job.getAttemptNo() + 1;
        return GenerationJob.newBuilder(job)
                .setAttemptNo(attemptNo)
                .setAttemptId(job.getJobId() + "." + attemptNo)
                .setRoute(route)
                .setAttempts(trail)
                .setRemaining(remaining)
                .setOccurredAt(now)
                .build();
    }

    private static RoutingDecision decision(
            Escalation escalation, @Nullable Route chosen, List<Evaluation> evaluations, Instant now) {
        GenerationJob job = escalation.getJob();
        return RoutingDecision.newBuilder()
                .setJobId(job.getJobId())
                .setRequestId(job.getRequestId())
                .setTenant(job.getTenant())
                .setAttemptNo(job.getAttemptNo() + 1)
                .setPolicy(job.getRoute().getPolicy())
                .setPolicyVersion(job.getRoute().getPolicyVersion())
                .setRuleId(chosen == null ? job.getRoute().getRuleId() : chosen.getRuleId())
                .setCause(escalation.getCause().name())
                .setChosen(chosen)
                .setCandidates(RouteMapper.evaluations(evaluations))
                .setOccurredAt(now)
                .build();
    }

    /// What the provider said stays; why there is no other attempt is put before it.
    private static Failure failure(Escalation escalation, FailureCode code, String reason) {
        Failure last = escalation.getAttempt().getFailure();
        if (last == null) {
            List<String> reasons = escalation.getAttempt().getReasons();
            return Failures.of(code, reasons.isEmpty() ? reason : reason + "; last attempt: " + reasons, null);
        }
        return Failure.newBuilder(last)
                .setMessage(reason + "; last attempt: " + last.getMessage())
                .build();
    }

    private static JobOutcome outcome(
            Escalation escalation, List<AttemptSummary> trail, OutcomeStatus status, Failure failure, Instant now) {
        GenerationJob job = escalation.getJob();
        return JobOutcome.newBuilder()
                .setJobId(job.getJobId())
                .setRequestId(job.getRequestId())
                .setImageIndex(job.getImageIndex())
                .setTenant(job.getTenant())
                .setStatus(status)
                .setFailure(failure)
                .setAttempts(trail)
                .setRuleId(job.getRoute().getRuleId())
                .setPolicy(job.getRoute().getPolicy())
                .setPolicyVersion(job.getRoute().getPolicyVersion())
                .setPurpose(job.getRequest().getPurpose())
                .setContext(job.getRequest().getContext())
                .setRequestedAt(job.getRequest().getRequestedAt())
                .setOccurredAt(now)
                .build();
    }
}
