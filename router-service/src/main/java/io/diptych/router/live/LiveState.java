package io.diptych.router.live;

/// What is believed of the world right now.
public record LiveState(
        PolicyBoard policies, HealthBoard health, BudgetBoard budgets, CancellationBoard cancellations) {}
