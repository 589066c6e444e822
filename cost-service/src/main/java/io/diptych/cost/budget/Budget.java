package io.diptych.cost.budget;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A definition of how much may be spent in each period of the calendar: by a tenant, by one of its projects, or by one
/// campaign. What is spent counts for every budget it falls under.
///
/// @param id          unique among all
/// @param project     null for all
/// @param campaign    null for all
/// @param limitMicros in micro-USD, more than 0
/// @param hard        whether the limit may never be passed
/// @param thresholds  percentages of the limit at whose crossing somebody is told, ascending
/// @param increases   more money for a while
public record Budget(
        String id,
        String tenant,
        @Nullable String project,
        @Nullable String campaign,
        Period period,
        ZoneId zone,
        long limitMicros,
        boolean hard,
        List<Integer> thresholds,
        List<Increase> increases) {
    public Budget {
        if (limitMicros < 1) {
            throw new IllegalArgumentException("limit is " + limitMicros + " micro-USD, must be more than 0");
        }
        if (thresholds.stream().anyMatch(percent -> percent < 1 || percent > 1_000)) {
            throw new IllegalArgumentException("thresholds are " + thresholds + ", must be percentages 1..1000");
        }
        thresholds = thresholds.stream().sorted().distinct().toList();
        increases = List.copyOf(increases);
    }

    /// Whether spending of these dimensions counts for it.
    public boolean covers(Spender spender) {
        return tenant.equals(spender.tenant())
                && (project == null || Objects.equals(project, spender.project()))
                && (campaign == null || Objects.equals(campaign, spender.campaign()));
    }

    /// What may be spent as of a moment, temporary increases included, in micro-USD.
    public long planMicros(Instant at) {
        return increases.stream()
                .filter(increase -> increase.holdsAt(at))
                .mapToLong(Increase::micros)
                .reduce(limitMicros, Math::addExact);
    }
}
