package io.diptych.router.kafka;

import io.diptych.events.CandidateEvaluation;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.diptych.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Every meter of the router. They count work done: work that a crash undoes and that is done again is
/// counted twice.
public final class RouterMeters {
    /// Counter by `policy`, `rule`, `model` (`none` where no route was left) and `cause`: attempts that
    /// were decided.
    public static final String DECISIONS = "diptych.router.decisions";
    /// Counter by `model` and `cause`: attempts after a job's first.
    public static final String ESCALATIONS = "diptych.router.escalations";
    /// Counter by `model`: attempts that went to this model because the one that ranked before it does
    /// not fare well.
    public static final String FALLBACKS = "diptych.router.fallbacks";
    /// Counter by `model` and `lane`: jobs that were sent to workers.
    public static final String JOBS = "diptych.router.jobs";
    /// Counter by `kind` (`request`, `escalation`): repeats that were not bought again.
    public static final String REPEATS = "diptych.router.repeats";
    /// Counter by `answered`: repeats that were looked up among the outcomes.
    public static final String ANSWERS = "diptych.router.repeat.answers";
    /// Counter by `status` and `code`: jobs that ended in the router.
    public static final String ENDINGS = "diptych.router.endings";
    /// Timer: from the record's time to the decision.
    public static final String TIME = "diptych.router.time";
    /// Gauge in micro-USD: what is held for attempts that have not been settled.
    public static final String HELD = "diptych.router.holds";
    /// Counter: attempts that a budget had no room for.
    public static final String BUDGET_REFUSALS = "diptych.router.budget.refusals";
    /// Counter: attempts that began to wait for room in a budget.
    public static final String PARKED = "diptych.router.budget.waits";
    /// Counter: charges above what was held for them; then the price book's estimate is too low.
    public static final String ABOVE_HOLD = "diptych.router.budget.overruns";
    /// Counter by `topic`: policies, budgets, health reports and cancellations that were refused.
    public static final String REFUSED = "diptych.router.refused";
    /// Counter: requests of tenants that have neither a policy nor a budget of their own.
    public static final String UNKNOWN_TENANTS = "diptych.router.unknown.tenants";

    private final MeterRegistry registry;
    private final Timer time;
    private final Map<String, Long> heldByTask = new ConcurrentHashMap<>();
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    /// What tells a counter from the others: its name, and its tags as they were given.
    private record Series(String name, List<String> tags) {}

    public RouterMeters(MeterRegistry registry) {
        this.registry = registry;
        this.time = Timer.builder(TIME)
                .description("From the time of a request's or an escalation's record to its decision")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        Gauge.builder(
                        HELD,
                        heldByTask,
                        held -> held.values().stream()
                                .mapToDouble(Long::doubleValue)
                                .sum())
                .description("Held for attempts that have not been settled, in micro-USD")
                .baseUnit("micro_usd")
                .strongReference(true)
                .register(registry);
    }

    /// Counts what a request or an escalation came to.
    void routed(Routed routed) {
        routed.decisions().forEach(this::decided);
        routed.jobs().forEach(this::sent);
        routed.outcomes().forEach(this::ended);
    }

    /// How long a record took from its own time to its decision.
    void timeInRouter(Duration duration) {
        time.record(duration.isNegative() ? Duration.ZERO : duration);
    }

    /// Counts a request that was seen before.
    void repeatedRequest() {
        repeated("request");
    }

    /// Counts an escalation that was seen before.
    void repeatedEscalation() {
        repeated("escalation");
    }

    /// Counts a repeat that was looked up.
    void answered(boolean found) {
        count(ANSWERS, "Repeats that were looked up among the outcomes", "answered", Boolean.toString(found));
    }

    /// Counts a record that a board refused.
    void refused(Topic<?> topic) {
        count(REFUSED, "Policies, budgets, health reports and cancellations that were refused", "topic", topic.name());
    }

    /// Counts a request of a tenant of whom nothing is known.
    void unknownTenant() {
        count(UNKNOWN_TENANTS, "Requests of tenants that have neither a policy nor a budget of their own");
    }

    /// Counts an attempt that begins to wait.
    void parked() {
        count(PARKED, "Attempts that began to wait for room in a budget");
    }

    /// Counts a charge that was dearer than the highest plausible price.
    void aboveHold() {
        count(ABOVE_HOLD, "Charges above what was held for them");
    }

    /// A task begins or ends with so much held.
    void holding(String task, long micros) {
        if (micros == 0) {
            heldByTask.remove(task);
        } else {
            heldByTask.put(task, micros);
        }
    }

    /// The sum that a task holds changes.
    void held(String task, long change) {
        heldByTask.merge(task, change, Long::sum);
    }

    private void decided(RoutingDecision decision) {
        Route chosen = decision.getChosen();
        String model = chosen == null ? "none" : chosen.getModel();
        count(
                DECISIONS,
                "Attempts that were decided",
                "policy",
                decision.getPolicy(),
                "rule",
                decision.getRuleId(),
                "model",
                model,
                "cause",
                decision.getCause());
        if (decision.getAttemptNo() > 1) {
            count(ESCALATIONS, "Attempts after a job's first", "model", model, "cause", decision.getCause());
        }
        if (chosen != null && isFallback(decision, chosen)) {
            count(FALLBACKS, "Attempts that went elsewhere because a model does not fare well", "model", model);
        }
    }

    /// Whether a candidate that the policy names before the chosen one does not fare well.
    private static boolean isFallback(RoutingDecision decision, Route chosen) {
        if (decision.getState().keySet().stream().noneMatch(key -> key.startsWith("health."))) {
            return false;
        }
        for (CandidateEvaluation candidate : decision.getCandidates()) {
            if (candidate.getModel().equals(chosen.getModel())) {
                return false;
            }
            if (decision.getState().containsKey("health." + candidate.getModel())) {
                return true;
            }
        }
        return false;
    }

    private void sent(GenerationJob job) {
        count(
                JOBS,
                "Jobs that were sent to workers",
                "model",
                job.getRoute().getModel(),
                "lane",
                job.getRoute().getLane().name());
    }

    private void ended(JobOutcome outcome) {
        Failure failure = outcome.getFailure();
        String code = failure == null ? "none" : failure.getCode().name();
        count(
                ENDINGS,
                "Jobs that ended in the router",
                "status",
                outcome.getStatus().name(),
                "code",
                code);
        if (outcome.getStatus() == OutcomeStatus.REJECTED
                && failure != null
                && failure.getCode() == FailureCode.QUOTA_EXHAUSTED) {
            count(BUDGET_REFUSALS, "Attempts that a budget had no room for");
        }
    }

    private void repeated(String kind) {
        count(REPEATS, "Requests and escalations that came again and were not bought again", "kind", kind);
    }

    private void count(String name, String description, String... tags) {
        Series series = new Series(name, List.of(tags));
        Counter counter = counters.get(series);
        if (counter == null) {
            counter = Counter.builder(name).description(description).tags(tags).register(registry);
            counters.put(series, counter);
        }
        counter.increment();
    }
}
