package io.diptych.router.routing;

import io.diptych.router.policy.Weights;
import io.diptych.router.request.RoutingRequest.Preferences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Ranks by a weighted sum of quality, speed and price. Speed and price are relative to the best of the contest:
/// the fastest and the cheapest have 1, one that takes or costs twice as much has a half, an unknown one has 0.
/// Quality is the policy's figure; where it has none, the order of the document counts: the first has 1, the last a
/// half.
final class WeightedRanking implements Ranking {
    private record Scored(Contest.Entry entry, double score) {}

    @Override
    public List<PlannedRoute> rank(Contest contest) {
        Weights weights = weights(contest);
        if (weights == null || contest.entries().size() < 2) {
            return contest.routes();
        }
        long fastest = Long.MAX_VALUE;
        long cheapest = Long.MAX_VALUE;
        for (Contest.Entry entry : contest.entries()) {
            Long millis = contest.expectedMillis().apply(entry.route());
            Long micros = entry.route().estimatedMicros();
            fastest = millis == null ? fastest : Math.min(fastest, millis);
            cheapest = micros == null ? cheapest : Math.min(cheapest, micros);
        }
        List<Scored> scored = new ArrayList<>();
        int last = contest.entries().size() - 1;
        for (int i = 0; i <= last; i++) {
            Contest.Entry entry = contest.entries().get(i);
            PlannedRoute route = entry.route();
            double written = 1 - 0.5 * i / last;
            double quality = contest.policy()
                    .terms()
                    .quality(route.model(), route.tier())
                    .orElse(written);
            double score = weights.quality() * quality
                    + weights.speed() * share(fastest, contest.expectedMillis().apply(route))
                    + weights.cost() * share(cheapest, route.estimatedMicros());
            scored.add(new Scored(entry, score));
        }
        scored.sort(Comparator.<Scored>comparingInt(each -> each.entry().group())
                .thenComparing(Comparator.comparingDouble(Scored::score).reversed()));
        return scored.stream().map(each -> each.entry().route()).toList();
    }

    /// Whatever weight the request leaves open is the policy's.
    private static @Nullable Weights weights(Contest contest) {
        Preferences wish = contest.request().preferences();
        Weights own = contest.policy().terms().weights();
        if (wish.quality() == null && wish.speed() == null && wish.cost() == null) {
            return own;
        }
        double quality = Objects.requireNonNullElse(wish.quality(), own == null ? 0.0 : own.quality());
        double speed = Objects.requireNonNullElse(wish.speed(), own == null ? 0.0 : own.speed());
        double cost = Objects.requireNonNullElse(wish.cost(), own == null ? 0.0 : own.cost());
        return quality + speed + cost > 0 ? new Weights(quality, speed, cost) : own;
    }

    private static double share(long best, @Nullable Long value) {
        return value == null ? 0 : value == 0 ? 1 : (double) best / value;
    }
}
