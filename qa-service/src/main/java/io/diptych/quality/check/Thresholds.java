package io.diptych.quality.check;

import java.util.Map;
import java.util.TreeMap;

/// The thresholds of a check, by name.
///
/// @param values at least none
public record Thresholds(Map<String, Double> values) {

    public Thresholds {
        values = Map.copyOf(values);
    }

    /// A threshold that the check declares.
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no threshold is called '" + name + "', there are " + names());
        }
        return value;
    }

    /// These, with some of them replaced.
    ///
    /// @throws IllegalArgumentException when a replacement names none of these, or is no number
    ///   that can be compared
    public Thresholds with(Map<String, Double> replacements) {
        replacements.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("threshold '" + name + "' is unknown, must be one of " + names());
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("threshold '" + name + "' is " + value + ", must be finite");
            }
        });
        Map<String, Double> merged = new TreeMap<>(values);
        merged.putAll(replacements);
        return new Thresholds(merged);
    }

    private String names() {
        return new TreeMap<>(values).keySet().toString();
    }
}
