package io.diptych.quality.review;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How far two people agree beyond chance: Cohen's kappa, (observed - expected) / (1 - expected), over the questions
/// that both have answered (J. Cohen, A coefficient of agreement for nominal scales, 1960).
public final class Kappa {
    private Kappa() {}

    /// One question and both answers to it.
    public record Pair(String first, String second) {}

    /// Cohen's kappa, at most 1; `NaN` where there are no pairs. Where both always said the same one thing, chance
    /// alone explains the agreement as well as anything, and kappa is not defined either.
    public static double of(List<Pair> pairs) {
        if (pairs.isEmpty()) {
            return Double.NaN;
        }
        double n = pairs.size();
        double observed = pairs.stream()
                        .filter(pair -> pair.first().equals(pair.second()))
                        .count()
                / n;
        Set<String> answers = new LinkedHashSet<>();
        pairs.forEach(pair -> answers.addAll(List.of(pair.first(), pair.second())));
        double expected = 0;
        for (String answer : answers) {
            double first =
                    pairs.stream().filter(pair -> pair.first().equals(answer)).count() / n;
            double second =
                    pairs.stream().filter(pair -> pair.second().equals(answer)).count() / n;
            expected += first * second;
        }
        return expected == 1 ? Double.NaN : (observed - expected) / (1 - expected);
    }
}
