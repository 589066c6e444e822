package io.diptych.router.routing;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.PriceBook;
import io.diptych.events.Lane;
import io.diptych.router.policy.Candidate;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.Rule;
import io.diptych.router.request.RoutingRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides where a request goes: the candidates of the first rule that holds, then those of the fallback; those that
/// can do
/// the job are ranked, and the first one wins.
public final class Decider {
    private final Eligibility eligibility;
    private final Ranking ranking;

    /// @param deployed catalogue ids of the models that have topics and workers here
    public Decider(Catalog catalog, Set<String> deployed, PriceBook prices, Ranking ranking) {
        this.eligibility = new Eligibility(catalog, deployed, prices);
        this.ranking = ranking;
    }

    /// The decision on a request that keeps every rule of the contract.
    ///
    /// @param state time, chance, health and budget; nothing else goes into a decision
    public Decision decide(RoutingRequest request, Policy policy, RoutingState state) {
        Instant at = state.at();
        Policy.Match match = policy.match(request);
        List<Option> options = options(request, policy, match.rule(), at);
        List<PlannedRoute> eligible = new ArrayList<>(options.size());
        for (Option option : options) {
            if (option.fit() instanceof Fit.Able(var route, var _)) {
                eligible.add(route);
            }
        }
        List<PlannedRoute> ranked = ranking.rank(request, eligible);
        List<Evaluation> evaluations = new ArrayList<>(options.size());
        options.forEach(option -> evaluations.add(evaluate(request, option, match.rule(), ranked)));
        return new Decision(policy.name(), policy.version(), match.rule().id(), evaluations, ranked, match.doubts());
    }

    /// Usual time of a route, in milliseconds; null where the catalogue does not know it.
    public @Nullable Long expectedMillis(PlannedRoute route) {
        return eligibility.expectedMillis(route.model(), route.tier(), route.lane());
    }

    /// A candidate of a rule, and whether it can do the job.
    private record Option(Candidate candidate, Lane lane, Fit fit) {}

    /// What makes two candidates the same for a request.
    private record Identity(String model, String tier, Lane lane) {}

    private List<Option> options(RoutingRequest request, Policy policy, Rule rule, Instant at) {
        Map<Identity, Option> options = new LinkedHashMap<>();
        for (Rule source : List.of(rule, policy.fallback())) {
            for (Candidate candidate : source.candidates()) {
                Lane lane = Eligibility.lane(request, candidate);
                Identity identity = new Identity(candidate.model(), tierOf(candidate, request), lane);
                if (!options.containsKey(identity)) {
                    Fit fit = eligibility.check(request, policy, source, candidate, at);
                    options.put(identity, new Option(candidate, lane, fit));
                }
            }
        }
        return List.copyOf(options.values());
    }

    private Evaluation evaluate(RoutingRequest request, Option option, Rule rule, List<PlannedRoute> ranked) {
        String tier = tierOf(option.candidate(), request);
        Long millis = eligibility.expectedMillis(option.candidate().model(), tier, option.lane());
        return switch (option.fit()) {
            case Fit.Unable(var reason) ->
                new Evaluation(option.candidate().model(), tier, option.lane(), null, reason, null, millis);
            case Fit.Able(var route, var note) -> {
                int rank = ranked.indexOf(route) + 1;
                String reason = rank == 1
                        ? "first choice of rule " + rule.id() + " that can make it" + note
                        : "can make it, ranked " + rank + " after "
                                + ranked.get(rank - 2).label() + note;
                yield new Evaluation(
                        route.model(), route.tier(), route.lane(), rank, reason, route.estimatedMicros(), millis);
            }
        };
    }

    private static String tierOf(Candidate candidate, RoutingRequest request) {
        String tier = candidate.tier();
        return tier == null ? Sizing.spelled(request.output().resolution()) : tier;
    }
}
