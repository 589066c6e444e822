package io.diptych.cost.budget;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every budget there is.
///
/// @param all ids are unique; every hard one is a limit of its own, however many cover the same spending
public record Budgets(List<Budget> all) {
    /// No budgets: nothing is limited.
    public static final Budgets NONE = new Budgets(List.of());

    public Budgets {
        all = List.copyOf(all);
        Set<String> ids = new HashSet<>();
        for (Budget budget : all) {
            if (!ids.add(budget.id())) {
                throw new IllegalArgumentException("budget id is '" + budget.id() + "' twice, must be unique");
            }
        }
    }

    /// Those that spending counts for.
    public List<Budget> covering(Spender spender) {
        return all.stream().filter(budget -> budget.covers(spender)).toList();
    }
}
