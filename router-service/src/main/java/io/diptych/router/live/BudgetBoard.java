package io.diptych.router.live;

import io.diptych.events.BudgetStatus;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Increase;
import io.diptych.router.budget.Period;
import io.diptych.router.budget.Span;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The hard limits of tenants, their projects and campaigns: those that accounting publishes, and those
/// of the configuration, which hold for tenants of whom accounting publishes none as a whole.
public final class BudgetBoard implements Board<BudgetStatus> {
    /// Keys do not depend on the topic's prefix.
    private static final Topic<BudgetStatus> TOPIC = new Topics("").budgets();

    private final Map<String, Budget> configured;
    /// What each key says; only the one thread that reads the topic looks at it.
    private final Map<String, Published> published = new TreeMap<>();
    private final Map<String, List<Budget>> byTenant = new ConcurrentHashMap<>();

    /// @param configured by tenant
    public BudgetBoard(Map<String, Budget> configured) {
        this.configured = Map.copyOf(configured);
        this.configured.keySet().forEach(this::settle);
    }

    private record Published(String tenant, Budget budget) {}

    @Override
    public void take(BudgetStatus event) {
        if (!event.getHard()) {
            forget(TOPIC.keyOf(event));
            return;
        }
        try {
            published.put(TOPIC.keyOf(event), new Published(event.getTenant(), budget(event)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new RefusedException(
                    "budget '" + event.getBudgetId() + "' of tenant " + event.getTenant() + ": " + e.getMessage());
        }
        settle(event.getTenant());
    }

    private static Budget budget(BudgetStatus event) {
        if (event.getScope() != null && event.getProject() == null && event.getCampaign() == null) {
            throw new IllegalArgumentException(
                    "scope is " + event.getScope() + ", expected the field project or campaign to say which of both");
        }
        Long base = event.getBaseMicros();
        List<Increase> increases = event.getIncreases().stream()
                .map(more -> new Increase(more.getMicros(), more.getFrom(), more.getUntil()))
                .toList();
        return new Budget(
                event.getBudgetId(),
                event.getProject(),
                event.getCampaign(),
                period(event),
                base == null ? event.getLimitMicros() : base,
                base == null ? List.of() : increases);
    }

    private static Period period(BudgetStatus event) {
        Span named = new Span(event.getPeriodStart(), event.getPeriodEnd());
        return switch (event.getPeriod()) {
            case NAMED -> new Period.Named(named);
            case DAY -> calendar(Period.Unit.DAY, event);
            case WEEK -> calendar(Period.Unit.WEEK, event);
            case MONTH -> calendar(Period.Unit.MONTH, event);
            case QUARTER -> calendar(Period.Unit.QUARTER, event);
        };
    }

    private static Period calendar(Period.Unit unit, BudgetStatus event) {
        return new Period.Calendar(unit, ZoneId.of(event.getZone()));
    }

    @Override
    public void forget(String key) {
        Published gone = published.remove(key);
        if (gone != null) {
            settle(gone.tenant());
        }
    }

    /// The limits of a tenant, widest first; empty where there is none.
    public List<Budget> of(String tenant) {
        return byTenant.getOrDefault(tenant, List.of());
    }

    private void settle(String tenant) {
        List<Budget> said = published.values().stream()
                .filter(each -> each.tenant().equals(tenant))
                .map(Published::budget)
                .toList();
        Budget ours = said.stream().anyMatch(Budget::isWhole) ? null : configured.get(tenant);
        List<Budget> all = Stream.concat(Stream.ofNullable(ours), said.stream())
                .sorted(Budget.WIDEST_FIRST)
                .toList();
        if (all.isEmpty()) {
            byTenant.remove(tenant);
        } else {
            byTenant.put(tenant, all);
        }
    }
}
