package io.diptych.cost.budget;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every budget there is.
///
/// @param all at most one hard one for each tenant as a whole, since that is the one the router stops at; ids are
/// unique
public record Budgets(List<Budget> all) {
    /// No budgets: nothing is limited.
    public static final Budgets NONE = new Budgets(List.of());

    public Budgets {
        all = List.copyOf(all);
        Set<String> ids = new HashSet<>();
        Map<String, String> whole = new HashMap<>();
        for (Budget budget : all) {
            if (!ids.add(budget.id())) {
                throw new IllegalArgumentException("budget id is '" + budget.id() + "' twice, must be unique");
            }
            String other = budget.isWhole() && budget.hard() ? whole.put(budget.tenant(), budget.id()) : null;
            if (other != null) {
                throw new IllegalArgumentException("tenant '" + budget.tenant() + "' has the hard budgets '" + other
                        + "' and '" + budget.id()
                        + "' as a whole, must have one; make the other soft or give it a project or campaign");
            }
        }
    }

    /// Those that spending counts for.
    public List<Budget> covering(Spender spender) {
        return all.stream().filter(budget -> budget.covers(spender)).toList();
    }
}
