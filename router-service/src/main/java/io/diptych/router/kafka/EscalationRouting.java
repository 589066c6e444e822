package io.diptych.router.kafka;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.diptych.router.budget.Headroom;
import io.diptych.router.budget.Purse;
import io.diptych.router.budget.Scope;
import io.diptych.router.live.LiveState;
import io.diptych.router.policy.BudgetLimit;
import io.diptych.router.policy.Limits;
import io.diptych.router.policy.Policy;
import io.diptych.router.routing.EndedAttempt;
import io.diptych.router.routing.Escalations;
import io.diptych.router.routing.Evaluation;
import io.diptych.router.routing.NextStep;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.router.routing.RoutingState;
import io.diptych.router.routing.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns an escalation into the next attempt, or into the end of its job with the whole trail. A
/// function of the escalation, the time, what the boards say, and what the tenant has left.
public final class EscalationRouting {
    private final LiveState live;
    private final Escalations escalations;

    public EscalationRouting(LiveState live, Escalations escalations) {
        this.live = live;
        this.escalations = escalations;
    }

    /// What follows an escalation.
    ///
    /// @param askedAt when it first came here
    /// @param now     when it is routed, which events carry
    /// @param purse   what the tenant has left; null where it has no budget
    Routed route(Escalation escalation, Instant askedAt, Instant now, @Nullable Purse purse) {
        GenerationJob job = escalation.getJob();
        if (purse != null && purse.knows(JobIds.attempt(job.getJobId(), job.getAttemptNo() + 1))) {
            return Routed.ended(List.of());
        }
        List<AttemptSummary> trail = trail(escalation);
        String cancelled = live.cancellations().reason(job.getRequestId(), job.getTenant(), job.getImageIndex());
        if (cancelled != null) {
            Failure failure = Failures.of(FailureCode.CANCELLED, cancelled + "; no further attempt is bought", null);
            return Routed.ended(List.of(outcome(escalation, trail, OutcomeStatus.CANCELLED, failure, now)));
        }
        Standing standing = new Standing(
                escalation.getCause(),
                trail.stream().map(EscalationRouting::ended).toList(),
                job.getRemaining().stream().map(RouteMapper::planned).toList(),
                limits(escalation),
                job.getRequest().getConstraints().getMaxCostMicros(),
                job.getRequest().getConstraints().getDeadline(),
                state(escalation, now, purse),
                askedAt);
        return switch (escalations.after(standing)) {
            case NextStep.Buy buy -> bought(escalation, trail, buy, now, purse);
            case NextStep.Later(var route, var notBefore, var evaluations) -> {
                Long price = route.estimatedMicros();
                yield Routed.waits(
                        new Routed.Waiting(job.getImageIndex(), price == null ? 0 : price, notBefore),
                        decision(escalation, null, evaluations, now, purse));
            }
            case NextStep.End(var status, var code, var reason, var evaluations) ->
                new Routed(
                        List.of(),
                        List.of(decision(escalation, null, evaluations, now, purse)),
                        List.of(outcome(escalation, trail, status, failure(escalation, code, reason), now)),
                        List.of());
        };
    }

    /// The ending of a job that waited for room in the budget, or for its provider, for too long.
    Routed expired(Escalation escalation, Instant now, String figures) {
        Failure failure = failure(escalation, FailureCode.EXPIRED, "no other attempt before the deadline, " + figures);
        return Routed.ended(List.of(outcome(escalation, trail(escalation), OutcomeStatus.FAILED, failure, now)));
    }

    /// The ending of an escalation that could not be routed for a reason of ours.
    Routed broken(Escalation escalation, Instant now) {
        Failure failure = Failures.of(FailureCode.INTERNAL, "the router failed on this escalation, see its log", null);
        return Routed.ended(List.of(outcome(escalation, trail(escalation), OutcomeStatus.FAILED, failure, now)));
    }

    /// Those of the policy that chose the route; where it is gone since, those that hold by default. What was routed
    /// under a policy that asks is never bought again unasked.
    private Limits limits(Escalation escalation) {
        Limits limits = live.policies()
                .policies()
                .named(escalation.getJob().getRoute().getPolicy())
                .map(Policy::limits)
                .orElse(Limits.DEFAULT);
        return escalation.getJob().getAskAfterUnknown() ? limits.askingAfterUnknown() : limits;
    }

    private RoutingState state(Escalation escalation, Instant now, @Nullable Purse purse) {
        return new RoutingState(now, 0, live.health().at(now), headroom(escalation, purse));
    }

    private static Headroom headroom(Escalation escalation, @Nullable Purse purse) {
        return purse == null ? Headroom.NONE : purse.headroom(scope(escalation));
    }

    private static Scope scope(Escalation escalation) {
        return Ask.scope(escalation.getJob().getRequest());
    }

    private BudgetLimit atLimitOf(Escalation escalation) {
        return live.policies()
                .policies()
                .named(escalation.getJob().getRoute().getPolicy())
                .map(policy -> policy.terms().atBudgetLimit())
                .orElse(BudgetLimit.REJECT);
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
                .setAttemptId(JobIds.attempt(job.getJobId(), attemptNo))
                .setRoute(route)
                .setAttempts(trail)
                .setRemaining(remaining)
                .setOccurredAt(now)
                .build();
    }

    /// Whether nobody knows if the attempt was charged: then its own route is bought again or none.
    private static boolean isUnknown(Escalation escalation) {
        return escalation.getCause() == EscalationCause.UNKNOWN_ATTEMPT
                || ended(escalation.getAttempt()).isUnknown();
    }

    private Routed bought(
            Escalation escalation, List<AttemptSummary> trail, NextStep.Buy step, Instant now, @Nullable Purse purse) {
        RoutingDecision unaffordable = decision(escalation, null, step.evaluations(), now, purse);
        List<PlannedRoute> ranked = new ArrayList<>(List.of(step.route()));
        if (!isUnknown(escalation)) {
            ranked.addAll(step.remaining());
        }
        Affordable affordable = Affordable.of(ranked, headroom(escalation, purse), atLimitOf(escalation));
        String attemptId =
                JobIds.attempt(escalation.getJobId(), escalation.getJob().getAttemptNo() + 1);
        return switch (affordable) {
            case Affordable.Buy(var route, var _)
            when purse == null || RequestRouting.holds(purse, attemptId, scope(escalation), route) -> {
                Route chosen = RouteMapper.event(route);
                List<PlannedRoute> rest = step.remaining().stream()
                        .filter(other -> !other.equals(route))
                        .toList();
                GenerationJob next = next(escalation, trail, chosen, RouteMapper.events(rest), now);
                RoutingDecision why = RoutingDecision.newBuilder(unaffordable)
                        .setChosen(chosen)
                        .setRuleId(chosen.getRuleId())
                        .build();
                yield new Routed(List.of(next), List.of(why), List.of(), List.of());
            }
            case Affordable.Wait(var micros, var _) ->
                Routed.waits(new Routed.Waiting(escalation.getJob().getImageIndex(), micros, null), unaffordable);
            case Affordable.Buy _ ->
                refused(
                        escalation,
                        trail,
                        unaffordable,
                        headroom(escalation, purse).figures(),
                        now);
            case Affordable.Reject(var reason) -> refused(escalation, trail, unaffordable, reason, now);
        };
    }

    private static Routed refused(
            Escalation escalation, List<AttemptSummary> trail, RoutingDecision why, String reason, Instant now) {
        Failure failure = failure(escalation, FailureCode.QUOTA_EXHAUSTED, reason);
        return new Routed(
                List.of(),
                List.of(why),
                List.of(outcome(escalation, trail, OutcomeStatus.REJECTED, failure, now)),
                List.of());
    }

    private RoutingDecision decision(
            Escalation escalation,
            @Nullable Route chosen,
            List<Evaluation> evaluations,
            Instant now,
            @Nullable Purse purse) {
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
                .setState(DecisionState.of(state(escalation, now, purse)))
                .setOccurredAt(now)
                .build();
    }

    /// What the provider said stays; why there is no other attempt is put before it.
    private static Failure failure(Escalation escalation, FailureCode code, String reason) {
        Failure last = escalation.getAttempt().getFailure();
        List<String> reasons = escalation.getAttempt().getReasons();
        if (last == null) {
            return Failures.of(code, reasons.isEmpty() ? reason : reason + "; last attempt: " + reasons, null);
        }
        String said = reasons.isEmpty() ? "" : " " + reasons;
        return Failure.newBuilder(last)
                .setMessage(reason + said + "; last attempt: " + last.getMessage())
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
