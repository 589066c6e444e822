package io.diptych.cost.http;

import io.diptych.cost.dashboard.AttemptFilter;
import io.diptych.cost.ledger.Dimension;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters that say which bar the attempts are behind: values of dimensions, and what became of them.
///
/// @param without  dimensions, separated by commas, that the attempts have no value of
/// @param failure  code of the failure
/// @param billing  BILLED, NOT_BILLED or UNKNOWN
/// @param rework   true for those that are not their job's first, or make an image again
/// @param accepted whether the image was delivered
record Behind(
        @Nullable String stage,
        @Nullable String model,
        @Nullable String tier,
        @Nullable String lane,
        @Nullable String campaign,
        @Nullable String provider,
        @Nullable String sku,
        @Nullable String project,
        @Nullable String rule,
        @Nullable String policy,
        @Nullable String template,
        @Nullable String without,
        @Nullable String failure,
        @Nullable String billing,
        @Nullable String rework,
        @Nullable String accepted) {

    AttemptFilter filter(Stretch stretch, Instant now) {
        Map<Dimension, @Nullable String> values = new EnumMap<>(Dimension.class);
        put(values, Dimension.TENANT, stretch.tenant());
        put(values, Dimension.STAGE, stage);
        put(values, Dimension.MODEL, model);
        put(values, Dimension.TIER, tier);
        put(values, Dimension.LANE, lane);
        put(values, Dimension.CAMPAIGN, campaign);
        put(values, Dimension.PROVIDER, provider);
        put(values, Dimension.SKU, sku);
        put(values, Dimension.PROJECT, project);
        put(values, Dimension.RULE, rule);
        put(values, Dimension.POLICY, policy);
        put(values, Dimension.TEMPLATE, template);
        Questions.dimensions(without == null ? "" : without).forEach(dimension -> values.put(dimension, null));
        if (values.containsKey(Dimension.DAY)) {
            throw new BadQuestionException("without", String.valueOf(without), "a dimension other than day");
        }
        Stretch.Bounds bounds = stretch.bounds(now);
        return new AttemptFilter(
                bounds.from(),
                bounds.to(),
                values,
                oneOf("failure", failure, FailureCode.values()),
                oneOf("billing", billing, Billing.values()),
                Boolean.TRUE.equals(flag("rework", rework)),
                flag("accepted", accepted));
    }

    private static void put(Map<Dimension, @Nullable String> values, Dimension dimension, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(dimension, value);
        }
    }

    private static @Nullable String oneOf(String field, @Nullable String value, Enum<?>[] all) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (Arrays.stream(all).noneMatch(one -> one.name().equals(value))) {
            throw new BadQuestionException(field, value, "one of " + Arrays.toString(all));
        }
        return value;
    }

    private static @Nullable Boolean flag(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw new BadQuestionException(field, value, "true or false");
        }
        return Boolean.valueOf(value);
    }
}
