package io.diptych.router.routing;

import io.diptych.router.policy.BudgetLimit;
import io.diptych.router.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the budget makes of ranked routes.
///
/// @param routes best first; after a downgrade the one that is taken comes first
record Affordability(BudgetVerdict verdict, List<PlannedRoute> routes) {
    private static final BudgetVerdict UNLIMITED = new BudgetVerdict.Unlimited();

    /// @param leftMicros null for no hard budget; otherwise the price of every route is known
    static Affordability of(List<PlannedRoute> ranked, Policy policy, @Nullable Long leftMicros) {
        if (leftMicros == null || ranked.isEmpty()) {
            return new Affordability(UNLIMITED, ranked);
        }
        PlannedRoute best = ranked.getFirst();
        if (fits(best, leftMicros)) {
            return new Affordability(new BudgetVerdict.Affordable(price(best)), ranked);
        }
        BudgetLimit wish = policy.terms().atBudgetLimit();
        String reason = best.label() + " costs up to " + price(best) + " micro-USD, the budget has " + leftMicros
                + " left, and policy " + policy.name() + " says " + wish;
        return switch (wish) {
            case REJECT -> new Affordability(new BudgetVerdict.Refused(reason), ranked);
            case QUEUE -> new Affordability(new BudgetVerdict.Queued(reason), ranked);
            case DOWNGRADE -> downgraded(ranked, best, leftMicros, reason);
        };
    }

    private static Affordability downgraded(
            List<PlannedRoute> ranked, PlannedRoute best, long leftMicros, String reason) {
        Optional<PlannedRoute> next =
                ranked.stream().filter(route -> fits(route, leftMicros)).findFirst();
        if (next.isEmpty()) {
            return new Affordability(
                    new BudgetVerdict.Refused(reason + ", but there is no room for any other either"), ranked);
        }
        PlannedRoute taken = next.get().changing("budget: " + best.label() + " became " + next.get().label());
        List<PlannedRoute> routes = new ArrayList<>(ranked.size());
        routes.add(taken);
        ranked.stream().filter(route -> !route.equals(next.get())).forEach(routes::add);
        return new Affordability(new BudgetVerdict.Downgraded(best, price(taken)), List.copyOf(routes));
    }

    private static boolean fits(PlannedRoute route, long leftMicros) {
        Long price = route.estimatedMicros();
        return price != null && price <= leftMicros;
    }

    private static long price(PlannedRoute route) {
        Long price = route.estimatedMicros();
        return price == null ? 0 : price;
    }
}
