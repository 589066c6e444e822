package io.diptych.cost.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.diptych.cost.ledger.CostGroup;
import io.diptych.cost.ledger.CostSums;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to `GET /api/costs`.
///
/// @param currency of every amount, ISO 4217; amounts are in millionths of it
/// @param total    of all groups
record CostAnswer(List<String> by, String currency, List<Group> groups, CostSums total) {

    CostAnswer {
        by = List.copyOf(by);
        groups = List.copyOf(groups);
    }

    static CostAnswer of(List<String> by, List<CostGroup> groups) {
        CostSums total = groups.stream().map(CostGroup::sums).reduce(CostSums.ZERO, CostSums::plus);
        return new CostAnswer(
                by,
                "USD",
                groups.stream()
                        .map(group -> new Group(group.dimensions(), group.sums()))
                        .toList(),
                total);
    }

    /// A group, its sums beside its dimensions.
    record Group(
            Map<String, @Nullable String> dimensions,
            @JsonUnwrapped CostSums sums) {}
}
