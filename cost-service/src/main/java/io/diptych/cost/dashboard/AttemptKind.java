package io.diptych.cost.dashboard;

import io.diptych.cost.rollup.Dimensions;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What attempts have in common. There are as many kinds as combinations that occur, which is few beside the attempts.
///
/// @param dimensions without the article number
/// @param billing    whether the provider charges
/// @param failure    code; null where there is an image
/// @param rework     whether it is not its job's first, or makes an image again
record AttemptKind(
        Dimensions dimensions, String billing, @Nullable String failure, boolean rework) {

    /// Different kinds never have the same key, whatever characters are in them.
    String key() {
        return Arrays.stream(new @Nullable String[] {
                    dimensions.tenant(),
                    dimensions.project(),
                    dimensions.campaign(),
                    dimensions.stage().name(),
                    dimensions.provider(),
                    dimensions.model(),
                    dimensions.tier(),
                    dimensions.lane().name(),
                    dimensions.ruleId(),
                    dimensions.policy(),
                    dimensions.policyVersion(),
                    dimensions.templateVersion(),
                    billing,
                    failure,
                    Boolean.toString(rework)
                })
                .map(value -> value == null
                        ? "%"
                        : Columns.storable(value).replace("%", "%25").replace("|", "%7C"))
                .collect(Collectors.joining("|"));
    }
}
