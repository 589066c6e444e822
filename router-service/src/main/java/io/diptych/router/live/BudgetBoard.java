package io.diptych.router.live;

import io.diptych.events.BudgetStatus;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Period;
import io.diptych.router.budget.Span;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The hard limits of tenants: those that accounting publishes, and those of the configuration for
/// tenants of which it says nothing. Limits of a part of a tenant, which have a scope, are not enforced
/// here.
public final class BudgetBoard implements Board<BudgetStatus> {
    private final Map<String, Budget> configured;
    private final Map<String, Budget> published = new ConcurrentHashMap<>();

    /// @param configured by tenant
    public BudgetBoard(Map<String, Budget> configured) {
        this.configured = Map.copyOf(configured);
    }

    @Override
    public void take(BudgetStatus event) {
        if (!isHardLimitOfTheWholeTenant(event)) {
            return;
        }
        try {
            published.put(
                    event.getTenant(),
                    new Budget(
                            event.getLimitMicros(),
                            new Period.Named(new Span(event.getPeriodStart(), event.getPeriodEnd()))));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("budget of tenant " + event.getTenant() + ": " + e.getMessage());
        }
    }

    private static boolean isHardLimitOfTheWholeTenant(BudgetStatus event) {
        return event.getHard() && event.getScope() == null && event.getProject() == null && event.getCampaign() == null;
    }

    @Override
    public void forget(String tenant) {
        published.remove(tenant);
    }

    /// The limit of a tenant; null where there is none.
    public @Nullable Budget of(String tenant) {
        Budget budget = published.get(tenant);
        return budget == null ? configured.get(tenant) : budget;
    }
}
