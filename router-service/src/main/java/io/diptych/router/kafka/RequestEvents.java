package io.diptych.router.kafka;

import io.diptych.events.Failure;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.RoutingDecision;
import io.diptych.router.routing.Decision;
import io.diptych.router.routing.PlannedRoute;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the events that a request comes to.
final class RequestEvents {
    private static final String CAUSE = "request";

    private RequestEvents() {}

    static GenerationJob job(Ask ask, int index, PlannedRoute route, Decision decision) {
        GenerationRequest request = ask.request();
        String jobId = ask.ids().job(index);
        return new GenerationJob(
                jobId,
                request.getRequestId(),
                index,
                request.getTenant(),
                JobIds.attempt(jobId, 1),
                1,
                request,
                RouteMapper.event(route),
                List.of(),
                RouteMapper.events(decision.remaining()),
                decision.limits().costMicros(),
                decision.limits().asksAfterUnknown(),
                ask.now());
    }

    /// @param chosen null where none was chosen
    static RoutingDecision decision(
            Ask ask, int index, Decision decision, @Nullable PlannedRoute chosen, Map<String, String> state) {
        return new RoutingDecision(
                ask.ids().job(index),
                ask.request().getRequestId(),
                ask.request().getTenant(),
                1,
                decision.policy(),
                decision.policyVersion(),
                decision.ruleId(),
                CAUSE,
                chosen == null ? null : RouteMapper.event(chosen),
                RouteMapper.evaluations(decision.evaluations()),
                state,
                decision.notes(),
                ask.now());
    }

    /// @param decision null where nothing was decided
    static JobOutcome outcome(Ask ask, int index, OutcomeStatus status, Failure failure, @Nullable Decision decision) {
        GenerationRequest request = ask.request();
        return JobOutcome.newBuilder()
                .setJobId(ask.ids().job(index))
                .setRequestId(request.getRequestId())
                .setImageIndex(index)
                .setTenant(request.getTenant())
                .setStatus(status)
                .setFailure(failure)
                .setRuleId(decision == null ? null : decision.ruleId())
                .setPolicy(decision == null ? null : decision.policy())
                .setPolicyVersion(decision == null ? null : decision.policyVersion())
                .setPurpose(request.getPurpose())
                .setContext(request.getContext())
                .setRequestedAt(request.getRequestedAt())
                .setOccurredAt(ask.now())
                .build();
    }
}
