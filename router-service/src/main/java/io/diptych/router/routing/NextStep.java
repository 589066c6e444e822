package io.diptych.router.routing;

import io.diptych.events.FailureCode;
import io.diptych.events.OutcomeStatus;
import java.time.Instant;
import java.util.List;

/// What follows an attempt that fell short.
public sealed interface NextStep {
    /// Every route that was left, and why it won or lost.
    List<Evaluation> evaluations();

    /// Another attempt.
    ///
    /// @param remaining what is left after it, best first
    record Buy(PlannedRoute route, List<PlannedRoute> remaining, List<Evaluation> evaluations) implements NextStep {
        public Buy {
            remaining = List.copyOf(remaining);
            evaluations = List.copyOf(evaluations);
        }
    }

    /// The same route again, not before a moment.
    record Later(PlannedRoute route, Instant notBefore, List<Evaluation> evaluations) implements NextStep {
        public Later {
            evaluations = List.copyOf(evaluations);
        }
    }

    /// The end of the job.
    ///
    /// @param reason for a person
    record End(OutcomeStatus status, FailureCode code, String reason, List<Evaluation> evaluations)
            implements NextStep {
        public End {
            evaluations = List.copyOf(evaluations);
        }
    }
}
