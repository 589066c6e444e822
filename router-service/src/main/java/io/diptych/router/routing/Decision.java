package io.diptych.router.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a request goes, and why.
///
/// @param ruleId      the rule that matched
/// @param evaluations every candidate in the policy's order
/// @param routes      those that can do the job, best first; empty where none can
/// @param doubts      rules that said neither yes nor no, each with the reason
public record Decision(
        String policy,
        String policyVersion,
        String ruleId,
        List<Evaluation> evaluations,
        List<PlannedRoute> routes,
        List<String> doubts) {

    public Decision {
        evaluations = List.copyOf(evaluations);
        routes = List.copyOf(routes);
        doubts = List.copyOf(doubts);
    }

    /// The route of the first attempt, or empty where no model can do the job.
    public Optional<PlannedRoute> chosen() {
        return routes.stream().findFirst();
    }

    /// What is left for an escalation, best first.
    public List<PlannedRoute> remaining() {
        return routes.isEmpty() ? List.of() : routes.subList(1, routes.size());
    }

    /// Why no model can do it, for a person.
    public String whyNone() {
        return "no candidate of policy " + policy + " can make it: "
                + evaluations.stream()
                        .map(each -> each.model() + " " + each.tier() + ": " + each.reason())
                        .collect(Collectors.joining("; "));
    }
}
