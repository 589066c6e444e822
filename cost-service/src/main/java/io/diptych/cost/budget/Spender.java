package io.diptych.cost.budget;

import org.jspecify.annotations.Nullable;

/// Who spends.
public record Spender(
        String tenant, @Nullable String project, @Nullable String campaign) {}
