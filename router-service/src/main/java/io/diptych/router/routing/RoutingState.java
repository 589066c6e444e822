package io.diptych.router.routing;

import io.diptych.router.budget.Headroom;
import java.time.Instant;
import java.util.Map;

/// What a decision depends on besides request and policy. All of it comes in from outside, so that the same request in
/// the same state gets the same decision on any machine, and a decision can be replayed.
///
/// @param at               time of the decision; prices, deadlines and lifecycles are looked at as of then
/// @param seed             what chance is drawn from, for example for traffic splits
/// @param health           by catalogue id of the model; a model that is missing fares well
/// @param headroom what the budgets that cover the request have room for
public record RoutingState(Instant at, long seed, Map<String, ModelHealth> health, Headroom headroom) {
    public RoutingState {
        health = Map.copyOf(health);
    }

    /// All models well, no budget.
    public static RoutingState calm(Instant at) {
        return new RoutingState(at, 0, Map.of(), Headroom.NONE);
    }

    /// What chance is drawn from for a request: the same for every repeat and every replay of it, spread evenly over
    /// similar ids. The mixing is that of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014).
    public static long seedOf(String tenant, String requestId) {
        long mixed = ((long) tenant.hashCode() << 32) ^ (requestId.hashCode() & 0xffff_ffffL);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /// How a model fares.
    public ModelHealth healthOf(String model) {
        return health.getOrDefault(model, ModelHealth.GOOD);
    }
}
