package io.diptych.router.kafka;

import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.RoutingDecision;
import java.util.ArrayList;
import java.util.List;

/// What a request or an escalation comes to: attempts to buy, endings, and why.
///
/// @param waiting indexes of the images that wait until the tenant's budget has room
record Routed(
        List<GenerationJob> jobs, List<RoutingDecision> decisions, List<JobOutcome> outcomes, List<Integer> waiting) {
    Routed {
        jobs = List.copyOf(jobs);
        decisions = List.copyOf(decisions);
        outcomes = List.copyOf(outcomes);
        waiting = List.copyOf(waiting);
    }

    static Routed ended(List<JobOutcome> outcomes) {
        return new Routed(List.of(), List.of(), outcomes, List.of());
    }

    /// Collects what the images of a request come to.
    static final class Builder {
        private final List<GenerationJob> jobs = new ArrayList<>();
        private final List<RoutingDecision> decisions = new ArrayList<>();
        private final List<JobOutcome> outcomes = new ArrayList<>();
        private final List<Integer> waiting = new ArrayList<>();

        void job(GenerationJob job, RoutingDecision why) {
            jobs.add(job);
            decisions.add(why);
        }

        void end(JobOutcome outcome, RoutingDecision why) {
            outcomes.add(outcome);
            decisions.add(why);
        }

        void end(JobOutcome outcome) {
            outcomes.add(outcome);
        }

        void wait(int imageIndex, RoutingDecision why) {
            waiting.add(imageIndex);
            decisions.add(why);
        }

        Routed build() {
            return new Routed(jobs, decisions, outcomes, waiting);
        }
    }
}
