package io.diptych.router.routing;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.PriceBook;
import io.diptych.router.policy.EditChain;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.Rule;
import io.diptych.router.policy.Warning;
import io.diptych.router.request.RoutingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides where a request goes: the candidates of the first rule that holds, then those of the fallback; those
/// that can do the job are ranked, those of models that fare badly are put behind, and the first one that the
/// budget has room for wins.
public final class Decider {
    private final Eligibility eligibility;
    private final Ranking ranking;

    /// A decider for simulated providers.
    ///
    /// @param deployed catalogue ids of the models that have topics and workers here
    public Decider(Catalog catalog, Set<String> deployed, PriceBook prices, Ranking ranking) {
        this(catalog, deployed, prices, ranking, Endpoints.SIMULATED);
    }

    /// @param deployed  catalogue ids of the models that have topics and workers here
    /// @param endpoints where their workers call
    public Decider(Catalog catalog, Set<String> deployed, PriceBook prices, Ranking ranking, Endpoints endpoints) {
        this.eligibility = new Eligibility(catalog, deployed, prices, endpoints);
        this.ranking = ranking;
    }

    /// The decision on a request that keeps every rule of the contract.
    ///
    /// @param state time, chance, health and budget; nothing else goes into a decision
    public Decision decide(RoutingRequest request, Policy policy, RoutingState state) {
        Policy.Match match = policy.match(request);
        Rule rule = Objects.requireNonNullElse(Options.editChain(request, policy), match.rule());
        Eligibility.Case asked = Eligibility.Case.of(request, policy, state);
        List<Options.Option> options = new Options(eligibility, asked).of(rule);
        List<Contest.Entry> eligible = new ArrayList<>(options.size());
        for (Options.Option option : options) {
            if (option.fit() instanceof Fit.Able(var route, var _)) {
                eligible.add(new Contest.Entry(route, option.group()));
            }
        }
        List<PlannedRoute> ranked =
                exactFirst(ranking.rank(new Contest(request, policy, state, eligible, this::expectedMillis)));
        Affordability affordable = Affordability.of(LiveOrder.of(ranked, state), policy, state.headroom());
        List<Evaluation> evaluations = new Explanation(rule, state, affordable, this::expectedMillis).of(options);
        return new Decision(
                policy.name(),
                policy.version(),
                rule.id(),
                policy.limits(),
                evaluations,
                affordable.routes(),
                match.doubts(),
                affordable.verdict(),
                notes(request, policy, affordable));
    }

    /// Usual time of a route, in milliseconds; null where the catalogue does not know it.
    public @Nullable Long expectedMillis(PlannedRoute route) {
        return eligibility.expectedMillis(route.model(), route.tier(), route.lane());
    }

    /// Who makes what is asked for comes before who changes it.
    private static List<PlannedRoute> exactFirst(List<PlannedRoute> ranked) {
        boolean changed = false;
        for (PlannedRoute route : ranked) {
            changed |= !route.substitutions().isEmpty();
        }
        if (!changed) {
            return ranked;
        }
        List<PlannedRoute> ordered = new ArrayList<>(ranked);
        ordered.sort((one, other) -> Boolean.compare(
                !one.substitutions().isEmpty(), !other.substitutions().isEmpty()));
        return ordered;
    }

    private static List<String> notes(RoutingRequest request, Policy policy, Affordability affordable) {
        EditChain chain = policy.terms().editChain();
        boolean deep = chain != null && request.editDepth() >= chain.maxDepth();
        if (policy.terms().warnings().isEmpty() && !deep) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        if (chain != null && deep) {
            notes.add("the image has been edited " + request.editDepth() + " times, the policy allows "
                    + (chain.maxDepth() - 1) + " before it says " + chain.then()
                    + (chain.then() == EditChain.Then.RESET
                                    && !request.lineage().hasCleanAncestor()
                            ? ", but no clean ancestor is known"
                            : ""));
        }
        String model = affordable.routes().isEmpty()
                ? ""
                : affordable.routes().getFirst().model();
        for (Warning warning : policy.terms().warnings()) {
            if ((warning.model() == null || warning.model().equals(model)) && holds(warning, request)) {
                notes.add(warning.say());
            }
        }
        return notes;
    }

    private static boolean holds(Warning warning, RoutingRequest request) {
        try {
            return warning.when().holds(request);
        } catch (io.diptych.router.policy.ConditionException _) {
            return false;
        }
    }
}
