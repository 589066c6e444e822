package io.diptych.router.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what a request breaks, in one form of words.
final class Violations {
    private static final int LONGEST_QUOTE = 80;

    private final List<Violation> found = new ArrayList<>(0);

    /// Notes a violation unless the rule holds.
    void require(boolean holds, String field, @Nullable Object value, String right) {
        if (!holds) {
            add(field, value, right);
        }
    }

    /// Notes a violation.
    void add(String field, @Nullable Object value, String right) {
        found.add(new Violation(field, field + " is " + quoted(value) + ", " + right));
    }

    /// Notes a number that is there and outside 0..1.
    void requireShare(@Nullable Double value, String field) {
        require(value == null || (value >= 0 && value <= 1), field, value, "must be 0..1");
    }

    /// Notes a number that is there and below 1.
    void requirePositive(@Nullable Number value, String field) {
        require(value == null || value.longValue() >= 1, field, value, "must be 1 or more");
    }

    List<Violation> found() {
        return List.copyOf(found);
    }

    private static String quoted(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        return text.length() <= LONGEST_QUOTE
                ? "'" + text + "'"
                : "'" + text.substring(0, LONGEST_QUOTE) + "...' (" + text.length() + " characters)";
    }
}
