package io.diptych.router.kafka;

import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationRequest;
import io.diptych.events.OutcomeStatus;
import io.diptych.router.budget.Headroom;
import io.diptych.router.budget.Purse;
import io.diptych.router.budget.Scope;
import io.diptych.router.intake.EditReset;
import io.diptych.router.intake.RequestMapper;
import io.diptych.router.intake.RequestRules;
import io.diptych.router.intake.Violation;
import io.diptych.router.live.LiveState;
import io.diptych.router.live.PolicyBoard;
import io.diptych.router.policy.Policy;
import io.diptych.router.request.RoutingRequest;
import io.diptych.router.routing.BudgetVerdict;
import io.diptych.router.routing.Decider;
import io.diptych.router.routing.Decision;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.router.routing.RoutingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a request into one job per image, or into one ending per image. A function of the request, two
/// instants, what the boards say, and what the tenant has left.
public final class RequestRouting {
    private static final Logger log = LoggerFactory.getLogger(RequestRouting.class);

    private final Function<List<String>, RequestRules> rules;
    private final Map<List<String>, RequestRules> rulesByPolicies = new ConcurrentHashMap<>();
    private final RequestMapper mapper;
    private final LiveState live;
    private final Decider decider;

    /// @param rules   the contract's rules, given the policies that a request may name
    public RequestRouting(
            Function<List<String>, RequestRules> rules, RequestMapper mapper, LiveState live, Decider decider) {
        this.rules = rules;
        this.mapper = mapper;
        this.live = live;
        this.decider = decider;
    }

    /// What a request of a tenant without a budget comes to: all its images go the same way.
    Routed route(Ask ask) {
        return routed(ask, null);
    }

    /// What a request of a tenant with a budget comes to: its images are decided one after the other
    /// against what is left.
    Routed route(Ask ask, Purse purse) {
        return routed(ask, purse);
    }

    /// The ending of a request that could not be routed for a reason of ours.
    Routed broken(Ask ask) {
        Failure failure = Failures.of(FailureCode.INTERNAL, "the router failed on this request, see its log", null);
        return ended(ask, ask.images(), OutcomeStatus.FAILED, failure);
    }

    /// The ending of images that waited for room in the budget for too long.
    Routed expired(Ask ask, String figures) {
        Failure failure = Failures.of(
                FailureCode.EXPIRED, "no room in the budget before the deadline, " + figures, "constraints.deadline");
        return ended(ask, ask.images(), OutcomeStatus.FAILED, failure);
    }

    private Routed routed(Ask ask, @Nullable Purse purse) {
        GenerationRequest request = ask.request();
        PolicyBoard.View policies = live.policies().of(request.getTenant());
        List<Violation> violations =
                rulesByPolicies.computeIfAbsent(policies.names(), rules).check(request, ask.at());
        if (!violations.isEmpty()) {
            return ended(ask, ask.images(), OutcomeStatus.FAILED, invalid(violations));
        }
        Routed.Builder routed = new Routed.Builder();
        List<Integer> wanted = wanted(ask, purse, routed);
        if (!wanted.isEmpty()) {
            Work work = work(ask, policy(policies, request));
            if (purse == null) {
                all(work, wanted, routed);
            } else {
                wanted.forEach(index -> one(work, index, purse, routed));
            }
        }
        return routed.build();
    }

    /// @param reset how a chain of edits begins anew; null where none does
    private record Work(
            Ask ask,
            RoutingRequest facts,
            Policy policy,
            @Nullable EditReset reset) {}

    private Work work(Ask ask, Policy policy) {
        Optional<EditReset> reset = EditReset.of(ask.request(), policy);
        Ask changed = reset.map(anew -> ask.with(anew.request())).orElse(ask);
        return new Work(changed, mapper.map(changed.request()), policy, reset.orElse(null));
    }

    /// The images that are neither cancelled nor held before.
    private List<Integer> wanted(Ask ask, @Nullable Purse purse, Routed.Builder routed) {
        GenerationRequest request = ask.request();
        live.cancellations().noteOthers(request.getRequestId(), request.getTenant());
        List<Integer> wanted = new ArrayList<>();
        for (int index : ask.images()) {
            String why = live.cancellations().reason(request.getRequestId(), request.getTenant(), index);
            if (why != null) {
                Failure failure = Failures.of(FailureCode.CANCELLED, why + "; nothing was bought", null);
                routed.end(RequestEvents.outcome(ask, index, OutcomeStatus.CANCELLED, failure, null));
            } else if (purse == null || !purse.knows(JobIds.attempt(ask.ids().job(index), 1))) {
                wanted.add(index);
            }
        }
        return wanted;
    }

    private void all(Work work, List<Integer> indexes, Routed.Builder routed) {
        RoutingState state = state(work.ask(), Headroom.NONE);
        Decision decision = decide(work, state);
        Map<String, String> seen = DecisionState.of(state);
        for (int index : indexes) {
            Optional<PlannedRoute> chosen = decision.chosen();
            if (chosen.isEmpty()) {
                noRoute(work.ask(), index, decision, seen, routed);
            } else {
                routed.job(
                        RequestEvents.job(work.ask(), index, chosen.get(), decision),
                        RequestEvents.decision(work.ask(), index, decision, chosen.get(), seen));
            }
        }
    }

    private void one(Work work, int index, Purse purse, Routed.Builder routed) {
        Ask ask = work.ask();
        RoutingState state = state(ask, purse.headroom(ask.scope()));
        Decision decision = decide(work, state);
        Map<String, String> seen = DecisionState.of(state);
        if (decision.routes().isEmpty()) {
            noRoute(ask, index, decision, seen, routed);
            return;
        }
        String attemptId = JobIds.attempt(ask.ids().job(index), 1);
        switch (decision.budget()) {
            case BudgetVerdict.Queued(var micros, var _) ->
                routed.wait(index, micros, RequestEvents.decision(ask, index, decision, null, seen));
            case BudgetVerdict.Refused(var reason) -> refused(ask, index, decision, reason, seen, routed);
            case BudgetVerdict.Unlimited _, BudgetVerdict.Affordable _, BudgetVerdict.Downgraded _ -> {
                PlannedRoute route = decision.routes().getFirst();
                if (holds(purse, attemptId, ask.scope(), route)) {
                    routed.job(
                            RequestEvents.job(ask, index, route, decision),
                            RequestEvents.decision(ask, index, decision, route, seen));
                } else {
                    String figures = purse.headroom(ask.scope()).figures();
                    refused(ask, index, decision, figures, seen, routed);
                }
            }
        }
    }

    private static void refused(
            Ask ask, int index, Decision decision, String reason, Map<String, String> seen, Routed.Builder routed) {
        Failure failure = Failures.of(FailureCode.QUOTA_EXHAUSTED, reason, null);
        routed.end(
                RequestEvents.outcome(ask, index, OutcomeStatus.REJECTED, failure, decision),
                RequestEvents.decision(ask, index, decision, null, seen));
    }

    /// A price that nobody knows has room in no budget: where one covers the attempt, it is never held as nothing.
    static boolean holds(Purse purse, String attemptId, Scope scope, PlannedRoute route) {
        Long price = route.estimatedMicros();
        return price == null
                ? !purse.headroom(scope).isLimited() && purse.hold(attemptId, scope, 0)
                : purse.hold(attemptId, scope, price);
    }

    private void noRoute(Ask ask, int index, Decision decision, Map<String, String> seen, Routed.Builder routed) {
        Failure failure = Failures.of(FailureCode.NO_ROUTE, decision.whyNone(), null);
        routed.end(
                RequestEvents.outcome(ask, index, OutcomeStatus.FAILED, failure, decision),
                RequestEvents.decision(ask, index, decision, null, seen));
    }

    private RoutingState state(Ask ask, Headroom headroom) {
        return new RoutingState(ask.at(), ask.seed(), live.health().at(ask.now()), headroom);
    }

    private Decision decide(Work work, RoutingState state) {
        Decision decision = decider.decide(work.facts(), work.policy(), state);
        decision.doubts()
                .forEach(doubt -> log.atWarn()
                        .addKeyValue("policy", decision.policy())
                        .addKeyValue("doubt", doubt)
                        .log("rule passed over"));
        EditReset reset = work.reset();
        return reset == null ? decision : decision.changing(reset.note());
    }

    private static Policy policy(PolicyBoard.View policies, GenerationRequest request) {
        String name = request.getPolicy() == null ? policies.standard() : request.getPolicy();
        return policies.policies()
                .named(name)
                .orElseThrow(() -> new IllegalStateException("policy " + name + " passed the rules and is not there"));
    }

    private static Failure invalid(List<Violation> violations) {
        String message = violations.stream().map(Violation::message).collect(Collectors.joining("; "));
        return Failures.of(
                FailureCode.INVALID_REQUEST, message, violations.getFirst().field());
    }

    private static Routed ended(Ask ask, List<Integer> indexes, OutcomeStatus status, Failure failure) {
        return Routed.ended(indexes.stream()
                .map(index -> RequestEvents.outcome(ask, index, status, failure, null))
                .toList());
    }
}
