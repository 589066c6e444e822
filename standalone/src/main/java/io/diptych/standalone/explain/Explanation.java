package io.diptych.standalone.explain;

import io.diptych.router.intake.Violation;
import io.diptych.router.routing.Decision;
import io.diptych.router.routing.PlannedRoute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the router makes of a request, and why.
public sealed interface Explanation {
    /// The request it is about.
    String requestId();

    /// Where the first attempt of each image goes; empty where none is made.
    Optional<PlannedRoute> route();

    /// The request keeps every rule and was decided, with a route or without.
    ///
    /// @param at     time of the decision
    /// @param images how many images it asks for
    /// @param notes  what people should know, for example that a chain of edits begins anew
    record Decided(String requestId, String tenant, int images, Instant at, Decision decision, List<String> notes)
            implements Explanation {
        public Decided {
            notes = List.copyOf(notes);
        }

        @Override
        public Optional<PlannedRoute> route() {
            return decision.chosen();
        }
    }

    /// The request breaks the contract.
    record Refused(String requestId, List<Violation> violations) implements Explanation {
        public Refused {
            violations = List.copyOf(violations);
        }

        @Override
        public Optional<PlannedRoute> route() {
            return Optional.empty();
        }
    }
}
