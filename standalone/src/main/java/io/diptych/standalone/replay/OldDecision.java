package io.diptych.standalone.replay;

import io.diptych.events.CandidateEvaluation;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.diptych.standalone.explain.Situation;
import org.jspecify.annotations.Nullable;

/// What a request came to when it was decided, as recorded.
///
/// @param route  null where there was none
/// @param micros estimated price of an image in micro-USD; null where unknown
/// @param millis expected time to an image; null where unknown
/// @param saw    what the decision saw of the world
record OldDecision(
        @Nullable RouteKey route,
        @Nullable Long micros,
        @Nullable Long millis,
        String rule,
        String policy,
        Situation saw) {

    static OldDecision of(RoutingDecision decision) {
        Route chosen = decision.getChosen();
        return new OldDecision(
                chosen == null ? null : RouteKey.of(chosen),
                chosen == null ? null : chosen.getEstimatedMicros(),
                decision.getCandidates().stream()
                        .filter(CandidateEvaluation::getChosen)
                        .map(CandidateEvaluation::getExpectedMillis)
                        .findFirst()
                        .orElse(null),
                decision.getRuleId(),
                decision.getPolicy(),
                RecordedState.situation(decision.getState()));
    }
}
