package io.diptych.router.kafka;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.diptych.router.intake.EditReset;
import io.diptych.router.intake.RequestMapper;
import io.diptych.router.intake.RequestRules;
import io.diptych.router.intake.Violation;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.routing.Decider;
import io.diptych.router.routing.Decision;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.router.routing.RoutingState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a request into one job per image, or into one ending per image. A pure function of the request and two
/// instants.
public final class RequestRouting {
    private static final Logger log = LoggerFactory.getLogger(RequestRouting.class);
    private static final String CAUSE = "request";

    private final RequestRules rules;
    private final RequestMapper mapper;
    private final Policies policies;
    private final Decider decider;

    public RequestRouting(RequestRules rules, RequestMapper mapper, Policies policies, Decider decider) {
        this.rules = rules;
        this.mapper = mapper;
        this.policies = policies;
        this.decider = decider;
    }

    /// What a request comes to.
    ///
    /// @param at  the request's own time, on which the decision depends
    /// @param now when it is routed, which events carry
    Routed route(GenerationRequest request, Instant at, Instant now) {
        List<Violation> violations = rules.check(request, at);
        if (!violations.isEmpty()) {
            return invalid(request, violations, now);
        }
        Policy policy = policy(request);
        Optional<EditReset> reset = EditReset.of(request, policy);
        GenerationRequest routed = reset.map(EditReset::request).orElse(request);
        Decision decision = decider.decide(mapper.map(routed), policy, RoutingState.calm(at));
        decision.doubts()
                .forEach(doubt -> log.atWarn()
                        .addKeyValue("policy", decision.policy())
                        .addKeyValue("doubt", doubt)
                        .log("rule passed over"));
        return decided(routed, decision, now);
    }

    private Policy policy(GenerationRequest request) {
        return request.getPolicy() == null
                ? policies.of(request.getTenant()).policy()
                : policies.named(request.getPolicy())
                        .orElseThrow(() -> new IllegalStateException(
                                "policy " + request.getPolicy() + " passed the rules and is not there"));
    }

    /// The ending of a request that could not be routed for a reason of ours.
    Routed broken(GenerationRequest request, Instant now) {
        Failure failure = Failures.of(FailureCode.INTERNAL, "the router failed on this request, see its log", null);
        return Routed.ended(each(request, index -> outcome(request, index, failure, null, now)));
    }

    private static Routed invalid(GenerationRequest request, List<Violation> violations, Instant now) {
        String message = violations.stream().map(Violation::message).collect(Collectors.joining("; "));
        Failure failure = Failures.of(
                FailureCode.INVALID_REQUEST, message, violations.getFirst().field());
        return Routed.ended(each(request, index -> outcome(request, index, failure, null, now)));
    }

    private static Routed decided(GenerationRequest request, Decision decision, Instant now) {
        List<RoutingDecision> decisions = each(request, index -> decision(request, index, decision, now));
        Optional<PlannedRoute> chosen = decision.chosen();
        if (chosen.isEmpty()) {
            Failure failure = Failures.of(FailureCode.NO_ROUTE, decision.whyNone(), null);
            return new Routed(
                    List.of(), decisions, each(request, index -> outcome(request, index, failure, decision, now)));
        }
        Route route = RouteMapper.event(chosen.get());
        List<Route> remaining = RouteMapper.events(decision.remaining());
        return new Routed(each(request, index -> job(request, index, route, remaining, now)), decisions, List.of());
    }

    private static GenerationJob job(
            GenerationRequest request, int index, Route route, List<Route> remaining, Instant now) {
        String jobId = jobId(request, index);
        return GenerationJob.newBuilder()
                .setJobId(jobId)
                .setRequestId(request.getRequestId())
                .setImageIndex(index)
                .setTenant(request.getTenant())
                .setAttemptId(jobId + ".1")
                .setAttemptNo(1)
                .setRequest(request)
                .setRoute(route)
                .setAttempts(List.<AttemptSummary>of())
                .setRemaining(remaining)
                .setOccurredAt(now)
                .build();
    }

    private static RoutingDecision decision(GenerationRequest request, int index, Decision decision, Instant now) {
        return RoutingDecision.newBuilder()
                .setJobId(jobId(request, index))
                .setRequestId(request.getRequestId())
                .setTenant(request.getTenant())
                .setAttemptNo(1)
                .setPolicy(decision.policy())
                .setPolicyVersion(decision.policyVersion())
                .setRuleId(decision.ruleId())
                .setCause(CAUSE)
                .setChosen(decision.chosen().map(RouteMapper::event).orElse(null))
                .setCandidates(RouteMapper.evaluations(decision.evaluations()))
                .setOccurredAt(now)
                .build();
    }

    private static JobOutcome outcome(
            GenerationRequest request, int index, Failure failure, @Nullable Decision decision, Instant now) {
        return JobOutcome.newBuilder()
                .setJobId(jobId(request, index))
                .setRequestId(request.getRequestId())
                .setImageIndex(index)
                .setTenant(request.getTenant())
                .setStatus(OutcomeStatus.FAILED)
                .setFailure(failure)
                .setRuleId(decision == null ? null : decision.ruleId())
                .setPolicy(decision == null ? null : decision.policy())
                .setPolicyVersion(decision == null ? null : decision.policyVersion())
                .setPurpose(request.getPurpose())
                .setContext(request.getContext())
                .setRequestedAt(request.getRequestedAt())
                .setOccurredAt(now)
                .build();
    }

    private static String jobId(GenerationRequest request, int index) {
        return request.getRequestId() + "#" + index;
    }

    /// One of each image; of a request whose number of images is itself wrong there is one.
    private static <T> List<T> each(GenerationRequest request, IntFunction<T> make) {
        int count = request.getOutput().getCount();
        int images = count >= 1 && count <= RequestRules.MOST_IMAGES ? count : 1;
        return IntStream.range(0, images).mapToObj(make).toList();
    }
}
