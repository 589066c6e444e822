package io.diptych.benchmarks.router;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Figures beside their goals, for a person and as data.
public final class Figures {
    private final PrintStream text;
    private final Map<String, Object> all = new LinkedHashMap<>();

    /// @param text where a person reads them
    public Figures(PrintStream text) {
        this.text = text;
    }

    /// A figure that has a goal which it should not pass.
    public void atMost(String name, String title, double value, double goal, String unit) {
        put(name, title, value, "<=", goal, unit, value <= goal);
    }

    /// A figure that has a goal which it should reach.
    public void atLeast(String name, String title, double value, double goal, String unit) {
        put(name, title, value, ">=", goal, unit, value >= goal);
    }

    /// A figure without a goal.
    public void plain(String name, String title, double value, String unit) {
        all.put(name, rounded(value));
        text.printf(Locale.ROOT, "%-46s %12s %s%n", title, shown(value), unit);
    }

    private void put(String name, String title, double value, String relation, double goal, String unit, boolean met) {
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("value", rounded(value));
        figure.put("goal", relation + " " + shown(goal));
        figure.put("met", met);
        all.put(name, figure);
        text.printf(
                Locale.ROOT,
                "%-46s %12s %-14s goal %s %s%s%n",
                title,
                shown(value),
                unit,
                relation,
                shown(goal),
                met ? "" : "   MISSED");
    }

    private static double rounded(double value) {
        return Double.parseDouble(shown(value));
    }

    private static String shown(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }

    /// All of them, by name.
    public Map<String, Object> all() {
        return all;
    }
}
