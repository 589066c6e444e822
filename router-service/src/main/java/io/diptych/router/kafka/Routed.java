package io.diptych.router.kafka;

import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.RoutingDecision;
import java.util.List;

/// What a request or an escalation comes to: attempts to buy, endings, and why.
record Routed(List<GenerationJob> jobs, List<RoutingDecision> decisions, List<JobOutcome> outcomes) {
    Routed {
        jobs = List.copyOf(jobs);
        decisions = List.copyOf(decisions);
        outcomes = List.copyOf(outcomes);
    }

    static Routed ended(List<JobOutcome> outcomes) {
        return new Routed(List.of(), List.of(), outcomes);
    }
}
