package io.diptych.quality.review;

import io.diptych.quality.check.Checks;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The reasons that people may give: the checks' own names, so that a person's word and a check's can be compared, and
/// one for what no check looks for.
public final class Vocabulary {
    /// What no check looks for; a comment has to say what it is.
    public static final String OTHER = "other";

    private static final Set<String> REASONS = reasons();

    private Vocabulary() {}

    private static Set<String> reasons() {
        Set<String> reasons = new TreeSet<>(Checks.thresholds().keySet());
        reasons.addAll(List.of("decodable", OTHER));
        return reasons;
    }

    /// All of them, sorted.
    public static List<String> all() {
        return List.copyOf(REASONS);
    }

    /// Whether it is one.
    public static boolean has(String reason) {
        return REASONS.contains(reason);
    }
}
