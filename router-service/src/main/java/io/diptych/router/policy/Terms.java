package io.diptych.router.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a policy says besides its rules.
///
/// @param weights       how candidates of one rule are ranked; null for the order in which they are written
/// @param qualities     expected quality 0..1 by model, or by model and tier with a blank between them
/// @param substitutions what a route may change where the caller allows it too
/// @param settings      names and values that conditions read as `settings.<name>`
/// @param atBudgetLimit what is done where the budget has no room for the best route
/// @param editChain     what is done with long chains of edits; null for nothing
/// @param offPeak       when batches are submitted; null for always
/// @param warnings      what people are told
public record Terms(
        @Nullable Weights weights,
        Map<String, Double> qualities,
        Set<Substitution> substitutions,
        Map<String, String> settings,
        BudgetLimit atBudgetLimit,
        @Nullable EditChain editChain,
        @Nullable OffPeak offPeak,
        List<Warning> warnings) {
    /// What holds where a policy says nothing.
    public static final Terms DEFAULT =
            new Terms(null, Map.of(), Set.of(), Map.of(), BudgetLimit.REJECT, null, null, List.of());

    public Terms {
        qualities = Map.copyOf(qualities);
        substitutions = Set.copyOf(substitutions);
        settings = Map.copyOf(settings);
        warnings = List.copyOf(warnings);
    }

    /// The quality to be expected of a model at a tier, or empty where the policy does not say.
    public Optional<Double> quality(String model, String tier) {
        if (qualities.isEmpty()) {
            return Optional.empty();
        }
        Double exact = qualities.get(model + ' ' + tier);
        return Optional.ofNullable(exact == null ? qualities.get(model) : exact);
    }
}
