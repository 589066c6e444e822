package io.diptych.router.routing;

import io.diptych.router.budget.Headroom;
import io.diptych.router.budget.Room;
import io.diptych.router.policy.BudgetLimit;
import io.diptych.router.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the budget makes of ranked routes.
///
/// @param routes best first; after a downgrade the one that is taken comes first
record Affordability(BudgetVerdict verdict, List<PlannedRoute> routes) {
    private static final BudgetVerdict UNLIMITED = new BudgetVerdict.Unlimited();

    /// @param headroom where it is limited the price of every route is known
    static Affordability of(List<PlannedRoute> ranked, Policy policy, Headroom headroom) {
        if (!headroom.isLimited() || ranked.isEmpty()) {
            return new Affordability(UNLIMITED, ranked);
        }
        PlannedRoute best = ranked.getFirst();
        Optional<Room> tooSmall = headroom.without(price(best));
        if (tooSmall.isEmpty()) {
            return new Affordability(new BudgetVerdict.Affordable(price(best)), ranked);
        }
        BudgetLimit wish = policy.terms().atBudgetLimit();
        String reason =
                tooSmall.get().refusal(best.label(), price(best)) + "; policy " + policy.name() + " says " + wish;
        return switch (wish) {
            case REJECT -> new Affordability(new BudgetVerdict.Refused(reason), ranked);
            case QUEUE -> new Affordability(new BudgetVerdict.Queued(price(best), reason), ranked);
            case DOWNGRADE -> downgraded(ranked, best, headroom, reason);
        };
    }

    private static Affordability downgraded(
            List<PlannedRoute> ranked, PlannedRoute best, Headroom headroom, String reason) {
        Optional<PlannedRoute> next = ranked.stream()
                .filter(route -> headroom.fits(route.estimatedMicros()))
                .findFirst();
        if (next.isEmpty()) {
            return new Affordability(
                    new BudgetVerdict.Refused(reason + ", but there is no room for any other either"), ranked);
        }
        PlannedRoute taken = next.get()
                .changing("budget: " + best.label() + " became " + next.get().label());
        List<PlannedRoute> routes = new ArrayList<>(ranked.size());
        routes.add(taken);
        ranked.stream().filter(route -> !route.equals(next.get())).forEach(routes::add);
        return new Affordability(new BudgetVerdict.Downgraded(best, price(taken)), List.copyOf(routes));
    }

    private static long price(PlannedRoute route) {
        Long price = route.estimatedMicros();
        return price == null ? 0 : price;
    }
}
