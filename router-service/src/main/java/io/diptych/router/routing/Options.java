package io.diptych.router.routing;

import io.diptych.router.policy.Arm;
import io.diptych.router.policy.Candidate;
import io.diptych.router.policy.EditChain;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.Rule;
import io.diptych.router.request.RoutingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the candidates of a decision in the policy's order, each looked at once.
final class Options {
    static final String EDIT_CHAIN = "edit-chain";

    private final List<Option> found = new ArrayList<>(8);
    private final Eligibility eligibility;
    private final Eligibility.Case asked;

    Options(Eligibility eligibility, Eligibility.Case asked) {
        this.eligibility = eligibility;
        this.asked = asked;
    }

    /// A candidate, whether it can do the job, and how far from the rule that holds it is.
    record Option(Fit fit, int group) {
        private boolean sameAs(Fit other) {
            return switch (fit) {
                case Fit.Able(var route, var _) ->
                    other instanceof Fit.Able able
                            && able.route().sameTierAs(route)
                            && able.route().lane() == route.lane();
                case Fit.Unable(var model, var tier, var lane, var _) ->
                    other instanceof Fit.Unable unable
                            && unable.model().equals(model)
                            && unable.tier().equals(tier)
                            && unable.lane() == lane;
            };
        }
    }

    /// The rule on long chains of edits, where it holds and has candidates of its own.
    static @Nullable Rule editChain(RoutingRequest request, Policy policy) {
        EditChain chain = policy.terms().editChain();
        if (chain == null || chain.candidates().isEmpty() || request.editDepth() < chain.maxDepth()) {
            return null;
        }
        boolean resets =
                chain.then() == EditChain.Then.RESET && request.lineage().hasCleanAncestor();
        return resets
                ? null
                : new Rule(
                        EDIT_CHAIN,
                        _ -> true,
                        List.of(new Arm(1, chain.candidates())),
                        "after " + request.editDepth() + " edits a stronger model goes on");
    }

    List<Option> of(Rule rule) {
        int group = 0;
        for (Arm arm : rule.drawn(asked.state().seed())) {
            add(rule, arm, group++);
        }
        Rule fallback = asked.policy().fallback();
        if (!rule.id().equals(fallback.id())) {
            for (Arm arm : fallback.drawn(asked.state().seed())) {
                add(fallback, arm, group++);
            }
        }
        return found;
    }

    private void add(Rule rule, Arm arm, int group) {
        for (Candidate candidate : arm.candidates()) {
            Fit fit = eligibility.check(asked, rule, candidate);
            boolean known = false;
            for (Option option : found) {
                known |= option.sameAs(fit);
            }
            if (!known) {
                found.add(new Option(fit, group));
            }
        }
    }
}
