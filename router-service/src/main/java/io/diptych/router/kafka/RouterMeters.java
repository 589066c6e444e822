package io.diptych.router.kafka;

import io.diptych.events.Failure;
import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/// Every meter of the router. They count work done: work that a crash undoes and that is done again is counted twice.
public final class RouterMeters {
    /// Counter by `policy`, `rule`, `model` (`none` where no route was left) and `cause`: attempts that were decided.
    public static final String DECISIONS = "diptych.router.decisions";
    /// Counter by `model` and `lane`: jobs that were sent to workers.
    public static final String JOBS = "diptych.router.jobs";
    /// Counter by `kind` (`request`, `escalation`): repeats that were not bought again.
    public static final String REPEATS = "diptych.router.repeats";
    /// Counter by `status` and `code`: jobs that ended in the router.
    public static final String ENDINGS = "diptych.router.endings";

    private final MeterRegistry registry;

    public RouterMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Counts what a request or an escalation came to.
    public void routed(List<GenerationJob> jobs, List<RoutingDecision> decisions, List<JobOutcome> outcomes) {
        decisions.forEach(this::decided);
        jobs.forEach(this::sent);
        outcomes.forEach(this::ended);
    }

    /// Counts a request that was seen before.
    public void repeatedRequest() {
        repeated("request");
    }

    /// Counts an escalation that was seen before.
    public void repeatedEscalation() {
        repeated("escalation");
    }

    private void decided(RoutingDecision decision) {
        Route chosen = decision.getChosen();
        Counter.builder(DECISIONS)
                .description("Attempts that were decided")
                .tag("policy", decision.getPolicy())
                .tag("rule", decision.getRuleId())
                .tag("model", chosen == null ? "none" : chosen.getModel())
                .tag("cause", decision.getCause())
                .register(registry)
                .increment();
    }

    private void sent(GenerationJob job) {
        Counter.builder(JOBS)
                .description("Jobs that were sent to workers")
                .tag("model", job.getRoute().getModel())
                .tag("lane", job.getRoute().getLane().name())
                .register(registry)
                .increment();
    }

    private void ended(JobOutcome outcome) {
        Failure failure = outcome.getFailure();
        Counter.builder(ENDINGS)
                .description("Jobs that ended in the router")
                .tag("status", outcome.getStatus().name())
                .tag("code", failure == null ? "none" : failure.getCode().name())
                .register(registry)
                .increment();
    }

    private void repeated(String kind) {
        Counter.builder(REPEATS)
                .description("Requests and escalations that came again and were not bought again")
                .tag("kind", kind)
                .register(registry)
                .increment();
    }
}
