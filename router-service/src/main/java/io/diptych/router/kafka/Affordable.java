package io.diptych.router.kafka;

import io.diptych.router.policy.BudgetLimit;
import io.diptych.router.routing.PlannedRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a tenant's budget says to ranked routes.
sealed interface Affordable {
    /// It has room for this one.
    ///
    /// @param remaining what is left for an escalation, best first
    record Buy(PlannedRoute route, List<PlannedRoute> remaining) implements Affordable {}

    /// It has no room, and the image ends.
    record Reject() implements Affordable {}

    /// It has no room yet.
    record Wait() implements Affordable {}

    /// The first route where there is room for it, else what the policy says. A price that nobody knows
    /// has room in no budget.
    ///
    /// @param ranked     best first, at least one
    /// @param leftMicros null for no budget
    static Affordable of(List<PlannedRoute> ranked, @Nullable Long leftMicros, BudgetLimit atLimit) {
        List<PlannedRoute> considered = atLimit == BudgetLimit.DOWNGRADE ? ranked : ranked.subList(0, 1);
        for (PlannedRoute route : considered) {
            Long price = route.estimatedMicros();
            if (leftMicros == null || (price != null && price <= leftMicros)) {
                return new Buy(
                        route,
                        ranked.stream().filter(other -> !other.equals(route)).toList());
            }
        }
        boolean priced = ranked.getFirst().estimatedMicros() != null;
        return atLimit == BudgetLimit.QUEUE && priced ? new Wait() : new Reject();
    }
}
