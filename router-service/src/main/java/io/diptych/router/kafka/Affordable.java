package io.diptych.router.kafka;

import io.diptych.router.budget.Headroom;
import io.diptych.router.policy.BudgetLimit;
import io.diptych.router.routing.PlannedRoute;
import java.util.List;

/// What a tenant's budgets say to ranked routes.
sealed interface Affordable {
    /// It has room for this one.
    ///
    /// @param remaining what is left for an escalation, best first
    record Buy(PlannedRoute route, List<PlannedRoute> remaining) implements Affordable {}

    /// It has no room, and the image ends.
    ///
    /// @param reason for a person
    record Reject(String reason) implements Affordable {}

    /// It has no room yet.
    ///
    /// @param micros what the image wants to hold, in micro-USD
    /// @param reason for a person
    record Wait(long micros, String reason) implements Affordable {}

    /// The first route where there is room for it, else what the policy says. A price that nobody knows
    /// has room in no budget.
    ///
    /// @param ranked   best first, at least one
    /// @param headroom what the budgets have room for
    static Affordable of(List<PlannedRoute> ranked, Headroom headroom, BudgetLimit atLimit) {
        List<PlannedRoute> considered = atLimit == BudgetLimit.DOWNGRADE ? ranked : ranked.subList(0, 1);
        for (PlannedRoute route : considered) {
            if (headroom.fits(route.estimatedMicros())) {
                return new Buy(
                        route,
                        ranked.stream().filter(other -> !other.equals(route)).toList());
            }
        }
        PlannedRoute best = ranked.getFirst();
        Long price = best.estimatedMicros();
        if (price == null) {
            return new Reject(
                    best.label() + " has no known price, nothing can be held for it in " + headroom.figures());
        }
        String reason = headroom.without(price)
                        .map(room -> room.refusal(best.label(), price))
                        .orElse(headroom.figures())
                + "; the policy says " + atLimit;
        return atLimit == BudgetLimit.QUEUE ? new Wait(price, reason) : new Reject(reason);
    }
}
