package io.diptych.cost.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sums of the postings that have these values in common.
///
/// @param dimensions value by dimension, in the order that was asked for; null where postings have none
public record CostGroup(Map<String, @Nullable String> dimensions, CostSums sums) {
    public CostGroup {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    }
}
