package io.diptych.router.routing;

import java.util.List;

/// Orders the routes that can do a job, best first. A pure function, so that a decision can be replayed.
@FunctionalInterface
public interface Ranking {
    /// By the weights of the request or of the policy; as written where neither has any.
    Ranking BY_WEIGHTS = new WeightedRanking();

    /// All routes of the contest, best first.
    List<PlannedRoute> rank(Contest contest);
}
