package io.diptych.router.policy;

import io.diptych.router.request.RoutingRequest;
import java.util.ArrayList;
import java.util.List;

/// A routing policy: ordered rules, of which the first that holds decides, and what is done where none does.
///
/// @param name        what requests call it by
/// @param version     version of the document
/// @param description for people
/// @param limits      how far it goes for one job
/// @param rules       in order; their ids are unique
/// @param fallback    holds always, and its candidates come after those of any other rule
/// @param terms       what it says besides
public record Policy(
        String name,
        String version,
        String description,
        Limits limits,
        List<Rule> rules,
        Rule fallback,
        Terms terms) {

    public Policy {
        rules = List.copyOf(rules);
    }

    /// The first rule that holds for the request, or the fallback.
    public Match match(RoutingRequest request) {
        List<String> doubts = null;
        for (Rule rule : rules) {
            try {
                if (rule.when().holds(request)) {
                    return new Match(rule, doubts == null ? List.of() : doubts);
                }
            } catch (ConditionException e) {
                doubts = doubts == null ? new ArrayList<>() : doubts;
                doubts.add("rule " + rule.id() + " passed over: " + e.getMessage());
            }
        }
        return new Match(fallback, doubts == null ? List.of() : doubts);
    }

    /// A rule that holds.
    ///
    /// @param doubts earlier rules that said neither yes nor no, each with the reason
    public record Match(Rule rule, List<String> doubts) {
        public Match {
            doubts = List.copyOf(doubts);
        }
    }
}
