package io.diptych.router.kafka;

import io.diptych.events.GenerationRequest;
import io.diptych.router.budget.Scope;
import io.diptych.router.intake.RequestRules;
import io.diptych.router.routing.RoutingState;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A request that is to be routed.
///
/// @param ids   names of its jobs
/// @param image the one image of it that is meant; null for all
/// @param at    the request's own time, on which the decision depends
/// @param now   when it is routed, which events carry
record Ask(GenerationRequest request, JobIds ids, @Nullable Integer image, Instant at, Instant now) {
    private static final List<Integer> ONE_IMAGE = List.of(0);
    /// The caller's label that names a project, as the ledger has it.
    private static final String PROJECT = "project";

    /// The same of a changed request.
    Ask with(GenerationRequest changed) {
        return new Ask(changed, ids, image, at, now);
    }

    /// What money is spent for.
    Scope scope() {
        return scope(request);
    }

    static Scope scope(GenerationRequest request) {
        return new Scope(
                request.getContext().getLabels().get(PROJECT),
                request.getContext().getCampaign());
    }

    /// Every image that is meant; of a request whose number of images is itself wrong there is one.
    List<Integer> images() {
        if (image != null) {
            return List.of(image);
        }
        int count = count(request);
        return count == 1 ? ONE_IMAGE : IntStream.range(0, count).boxed().toList();
    }

    static int count(GenerationRequest request) {
        int count = request.getOutput().getCount();
        return count >= 1 && count <= RequestRules.MOST_IMAGES ? count : 1;
    }

    /// What chance is drawn from.
    long seed() {
        return RoutingState.seedOf(request.getTenant(), request.getRequestId());
    }
}
