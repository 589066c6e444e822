package io.diptych.cost.dashboard;

import io.diptych.cost.ledger.Dimension;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which attempts are meant.
///
/// @param from     inclusive
/// @param to       exclusive
/// @param values   value by dimension; null stands for attempts that have none
/// @param failure  code of those that failed for that reason; null for all
/// @param billing  BILLED, NOT_BILLED or UNKNOWN; null for all
/// @param rework   whether only those that are not their job's first, or make an image again
/// @param accepted whether their image was delivered; null for all
public record AttemptFilter(
        Instant from,
        Instant to,
        Map<Dimension, @Nullable String> values,
        @Nullable String failure,
        @Nullable String billing,
        boolean rework,
        @Nullable Boolean accepted) {
    public AttemptFilter {
        Map<Dimension, @Nullable String> copy = new EnumMap<>(Dimension.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }
}
