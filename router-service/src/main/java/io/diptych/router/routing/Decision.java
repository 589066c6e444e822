package io.diptych.router.routing;

import io.diptych.router.policy.Limits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a request goes, and why.
///
/// @param ruleId      the rule that matched; `edit-chain` where the policy's rule on long chains of edits did
/// @param limits      how far the policy goes
/// @param evaluations every candidate in the policy's order
/// @param routes      those that can do the job, best first; empty where none can
/// @param doubts      rules that said neither yes nor no, each with the reason
/// @param budget      what the budget says; routes are there also where it refuses
/// @param notes       what people should know
public record Decision(
        String policy,
        String policyVersion,
        String ruleId,
        Limits limits,
        List<Evaluation> evaluations,
        List<PlannedRoute> routes,
        List<String> doubts,
        BudgetVerdict budget,
        List<String> notes) {

    public Decision {
        evaluations = List.copyOf(evaluations);
        routes = List.copyOf(routes);
        doubts = List.copyOf(doubts);
        notes = List.copyOf(notes);
    }

    /// The route of the first attempt, or empty where no model can do the job or the budget has no room for it.
    public Optional<PlannedRoute> chosen() {
        return switch (budget) {
            case BudgetVerdict.Unlimited _, BudgetVerdict.Affordable _, BudgetVerdict.Downgraded _ ->
                routes.stream().findFirst();
            case BudgetVerdict.Refused _, BudgetVerdict.Queued _ -> Optional.empty();
        };
    }

    /// The same, of a request that was changed before it was decided.
    ///
    /// @param what the change, for a person
    public Decision changing(String what) {
        return new Decision(
                policy,
                policyVersion,
                ruleId,
                limits,
                evaluations,
                routes.stream().map(route -> route.changing(what)).toList(),
                doubts,
                budget,
                Stream.concat(notes.stream(), Stream.of(what)).toList());
    }

    /// What is left for an escalation, best first; nothing where the policy allows one attempt only.
    public List<PlannedRoute> remaining() {
        return routes.isEmpty() || limits.attempts() == 1 ? List.of() : routes.subList(1, routes.size());
    }

    /// Why there is no route, for a person.
    public String whyNone() {
        return switch (budget) {
            case BudgetVerdict.Refused(var reason) -> reason;
            case BudgetVerdict.Queued(var _, var reason) -> reason;
            case BudgetVerdict.Unlimited _, BudgetVerdict.Affordable _, BudgetVerdict.Downgraded _ -> noneCan();
        };
    }

    private String noneCan() {
        return "no candidate of policy " + policy + " can make it: "
                + evaluations.stream()
                        .map(each -> each.model() + " " + each.tier() + ": " + each.reason())
                        .collect(Collectors.joining("; "));
    }
}
