package io.diptych.router.routing;

import io.diptych.router.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says of every candidate why it won or lost.
///
/// @param rule           the rule that holds
/// @param expectedMillis usual time of a route; null where unknown
record Explanation(
        Rule rule,
        RoutingState state,
        Affordability affordable,
        Function<PlannedRoute, @Nullable Long> expectedMillis) {

    List<Evaluation> of(List<Options.Option> options) {
        List<Evaluation> evaluations = new ArrayList<>(options.size());
        for (Options.Option option : options) {
            evaluations.add(
                    switch (option.fit()) {
                        case Fit.Unable(var model, var tier, var lane, var reason) ->
                            new Evaluation(model, tier, lane, null, reason, null, null);
                        case Fit.Able(var route, var note) -> able(route, note);
                    });
        }
        return evaluations;
    }

    private Evaluation able(PlannedRoute route, String note) {
        int place = placeOf(route);
        return switch (affordable.verdict()) {
            case BudgetVerdict.Unlimited _ -> ranked(route, place, note);
            case BudgetVerdict.Affordable _ -> ranked(route, place, note);
            case BudgetVerdict.Downgraded(var wanted, var _) ->
                dear(route)
                        ? evaluation(route, null, beyond(route) + note)
                        : place == 0
                                ? evaluation(
                                        route,
                                        1,
                                        "best that the budget has room for, in place of " + wanted.label() + note)
                                : ranked(route, place, note);
            case BudgetVerdict.Refused _, BudgetVerdict.Queued _ ->
                dear(route)
                        ? evaluation(route, null, beyond(route) + note)
                        : evaluation(
                                route,
                                place + 1,
                                "can make it and the budget has room, but the policy does not let it stand in" + note);
        };
    }

    private Evaluation ranked(PlannedRoute route, int place, String note) {
        String trouble = LiveOrder.trouble(route.model(), state);
        String told = trouble == null ? note : note + "; " + trouble;
        if (place == 0) {
            return evaluation(route, 1, "first choice of rule " + rule.id() + " that can make it" + told);
        }
        String before = affordable.routes().get(place - 1).label();
        return evaluation(route, place + 1, "can make it, ranked " + (place + 1) + " after " + before + told);
    }

    /// A downgraded route is listed with its change.
    private int placeOf(PlannedRoute route) {
        List<PlannedRoute> routes = affordable.routes();
        for (int i = 0; i < routes.size(); i++) {
            PlannedRoute other = routes.get(i);
            if (other.sameTierAs(route) && other.lane() == route.lane()) {
                return i;
            }
        }
        throw new IllegalStateException("the ranking lost " + route.label());
    }

    private boolean dear(PlannedRoute route) {
        return !state.headroom().fits(route.estimatedMicros());
    }

    private String beyond(PlannedRoute route) {
        Long price = route.estimatedMicros();
        return "costs up to " + price + " micro-USD, "
                + state.headroom()
                        .without(price == null ? Long.MAX_VALUE : price)
                        .map(room -> room.label() + " has " + room.leftMicros() + " left"
                                + (room.waitedFor() ? " since others wait for it" : ""))
                        .orElse("the budget has too little left");
    }

    private Evaluation evaluation(PlannedRoute route, @Nullable Integer rank, String reason) {
        String changes =
                route.substitutions().isEmpty() ? "" : ", changing " + String.join(", ", route.substitutions());
        return new Evaluation(
                route.model(),
                route.tier(),
                route.lane(),
                rank,
                reason + changes,
                route.estimatedMicros(),
                expectedMillis.apply(route));
    }
}
