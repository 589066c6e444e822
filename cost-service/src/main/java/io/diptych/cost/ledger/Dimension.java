package io.diptych.cost.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What postings can be grouped by.
public enum Dimension {
    STAGE,
    MODEL,
    TIER,
    LANE,
    CAMPAIGN,
    TENANT,
    PROVIDER,
    SKU,
    PROJECT,
    RULE("rule_id"),
    /// Policy and its version, such as `dual@3`.
    POLICY("policy || '@' || policy_version"),
    TEMPLATE("template_version"),
    /// The day in UTC on which the attempt ended, such as `2026-11-20`.
    DAY("to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD')");

    private final String expression;

    Dimension() {
        this.expression = name().toLowerCase(Locale.ROOT);
    }

    Dimension(String expression) {
        this.expression = expression;
    }

    /// Its name in questions and answers.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Its value in SQL.
    public String expression() {
        return expression;
    }

    /// The dimension of that name.
    public static Optional<Dimension> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.label().equals(label))
                .findFirst();
    }

    /// All names.
    public static List<String> labels() {
        return Arrays.stream(values()).map(Dimension::label).toList();
    }
}
