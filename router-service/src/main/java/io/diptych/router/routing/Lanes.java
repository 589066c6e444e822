package io.diptych.router.routing;

import io.diptych.catalog.Model;
import io.diptych.events.Lane;
import io.diptych.router.policy.Candidate;
import io.diptych.router.policy.OffPeak;
import io.diptych.router.policy.Policy;
import io.diptych.router.request.RoutingRequest;
import java.time.Duration;
import java.time.Instant;

/// The lane of a route, and why it is not the batch lane where rule and caller would have it.
///
/// @param note to be said; empty for nothing
record Lanes(Lane lane, String note) {
    private static final Lanes INTERACTIVE = new Lanes(Lane.INTERACTIVE, "");
    private static final Lanes BULK = new Lanes(Lane.BULK, "");
    private static final Lanes BATCH = new Lanes(Lane.BATCH, "");

    /// BATCH only where the caller and the rule want it and there is time; a batch request on a standard lane has
    /// nobody waiting.
    static Lanes of(RoutingRequest request, Candidate candidate, Model model, Policy policy, Instant at) {
        return switch (request.lane()) {
            case INTERACTIVE -> INTERACTIVE;
            case BULK -> BULK;
            case BATCH -> candidate.batch() ? batch(request, model, policy, at) : BULK;
        };
    }

    private static Lanes batch(RoutingRequest request, Model model, Policy policy, Instant at) {
        if (!model.capabilities().batch()) {
            return new Lanes(Lane.BULK, ", not in a batch: " + model.id() + " has no batch lane");
        }
        Instant deadline = request.constraints().deadline();
        Long most = request.constraints().maxLatencyMillis();
        if (deadline != null || most != null) {
            Duration usual = model.batchLatency().orElse(null);
            if (usual == null) {
                return new Lanes(
                        Lane.BULK, ", not in a batch: nobody knows how long one takes, and there is a deadline");
            }
            if (deadline != null && at.plus(usual).isAfter(deadline)) {
                return new Lanes(
                        Lane.BULK,
                        ", not in a batch: one takes " + usual.toMinutes() + " minutes, the deadline is " + deadline);
            }
            if (most != null && usual.toMillis() > most) {
                return new Lanes(
                        Lane.BULK,
                        ", not in a batch: one takes " + usual.toMinutes() + " minutes, the request allows " + most
                                + " ms");
            }
        }
        OffPeak hours = policy.terms().offPeak();
        return hours == null || hours.covers(at)
                ? BATCH
                : new Lanes(Lane.BULK, ", not in a batch: the policy submits them at " + hours);
    }
}
