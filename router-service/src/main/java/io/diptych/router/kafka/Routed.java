package io.diptych.router.kafka;

import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.RoutingDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request or an escalation comes to: attempts to buy, endings, and why.
///
/// @param waiting the images that wait
record Routed(
        List<GenerationJob> jobs, List<RoutingDecision> decisions, List<JobOutcome> outcomes, List<Waiting> waiting) {
    Routed {
        jobs = List.copyOf(jobs);
        decisions = List.copyOf(decisions);
        outcomes = List.copyOf(outcomes);
        waiting = List.copyOf(waiting);
    }

    /// An image that waits, for room in a budget or for time to pass.
    ///
    /// @param micros    what it wants to hold, in micro-USD
    /// @param notBefore when it is looked at again; null where it waits for room
    record Waiting(int imageIndex, long micros, @Nullable Instant notBefore) {}

    /// An attempt that waits.
    static Routed waits(Waiting waiting, RoutingDecision why) {
        return new Routed(List.of(), List.of(why), List.of(), List.of(waiting));
    }

    static Routed ended(List<JobOutcome> outcomes) {
        return new Routed(List.of(), List.of(), outcomes, List.of());
    }

    /// Collects what the images of a request come to.
    static final class Builder {
        private final List<GenerationJob> jobs = new ArrayList<>();
        private final List<RoutingDecision> decisions = new ArrayList<>();
        private final List<JobOutcome> outcomes = new ArrayList<>();
        private final List<Waiting> waiting = new ArrayList<>();

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

        void wait(int imageIndex, long micros, RoutingDecision why) {
            waiting.add(new Waiting(imageIndex, micros, null));
            decisions.add(why);
        }

        Routed build() {
            return new Routed(jobs, decisions, outcomes, waiting);
        }
    }
}
