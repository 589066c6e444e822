package io.diptych.cost.budget;

import io.diptych.events.AlertKind;
import io.diptych.events.BudgetIncrease;
import io.diptych.events.BudgetPeriod;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CostAlert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// Tells others where budgets stand.
public final class Statuses {
    private Statuses() {}

    /// For the router and for whoever looks.
    public static BudgetStatus status(Standing standing, Instant now) {
        Budget budget = standing.budget();
        long plan = budget.planMicros(now);
        return BudgetStatus.newBuilder()
                .setTenant(budget.tenant())
                .setBudgetId(budget.id())
                .setProject(budget.project())
                .setCampaign(budget.campaign())
                .setScope(budget.campaign() == null ? budget.project() : budget.campaign())
                .setHard(budget.hard())
                .setLimitMicros(budget.hard() ? plan : Long.MAX_VALUE)
                .setPlanMicros(plan)
                .setSpentMicros(standing.spentMicros())
                .setHeldMicros(standing.heldMicros())
                .setPeriodStart(standing.start())
                .setPeriodEnd(standing.end())
                .setCrossedPercent(standing.crossed(now))
                .setExhausted(standing.isExhausted(now))
                .setForecastMicros(standing.forecastMicros(now))
                .setPeriod(BudgetPeriod.valueOf(budget.period().name()))
                .setZone(budget.zone().getId())
                .setBaseMicros(budget.hard() ? budget.limitMicros() : null)
                .setIncreases(budget.hard() ? increases(budget, now) : List.of())
                .setOccurredAt(now)
                .build();
    }

    /// For a person, at the crossing of a threshold. The same crossing has the same id.
    public static CostAlert alert(Standing standing, int threshold, Instant now) {
        Budget budget = standing.budget();
        boolean exhausted = threshold >= 100 && budget.hard();
        return CostAlert.newBuilder()
                .setAlertId("budget/" + budget.id() + "/" + standing.start() + "/" + budget.planMicros(now) + "/"
                        + threshold)
                .setTenant(budget.tenant())
                .setKind(exhausted ? AlertKind.BUDGET_EXHAUSTED : AlertKind.BUDGET_THRESHOLD)
                .setSubject(budget.id())
                .setMeasured(dollars(standing.committedMicros()))
                .setExpected(dollars(budget.planMicros(now)))
                .setMessage("budget " + budget.id() + " of tenant " + budget.tenant() + " has reached " + threshold
                        + " percent: " + usd(standing.spentMicros()) + " spent and " + usd(standing.heldMicros())
                        + " held of " + usd(budget.planMicros(now)) + " USD until " + standing.end()
                        + (exhausted ? ". Nothing more is bought; allow a temporary increase or wait" : ""))
                .setOccurredAt(now)
                .build();
    }

    private static List<BudgetIncrease> increases(Budget budget, Instant now) {
        return budget.increases().stream()
                .filter(increase -> now.isBefore(increase.until()))
                .map(increase -> new BudgetIncrease(increase.micros(), increase.from(), increase.until()))
                .toList();
    }

    private static double dollars(long micros) {
        return BigDecimal.valueOf(micros, 6).doubleValue();
    }

    private static String usd(long micros) {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }
}
