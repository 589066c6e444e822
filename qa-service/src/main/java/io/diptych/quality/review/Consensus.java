package io.diptych.quality.review;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What several answers to one question amount to. As many have to be given as were asked for; the one that most gave
/// holds; where two share the first place the lead's holds, and without a lead one more person is asked.
public record Consensus(Optional<Submission> answer, int needed) {

    /// Weighs answers.
    ///
    /// @param asked how many were asked for, 1 or more
    public static Consensus of(int asked, List<Submission> given) {
        if (given.size() < asked) {
            return new Consensus(Optional.empty(), asked);
        }
        Optional<Submission> leading = leading(given);
        return leading.isPresent()
                ? new Consensus(leading, given.size())
                : new Consensus(Optional.empty(), given.size() + 1);
    }

    /// The answer that most gave, or the lead's where there is no such.
    public static Optional<Submission> leading(List<Submission> given) {
        Map<Object, Long> votes = new LinkedHashMap<>();
        given.forEach(each -> votes.merge(each.gist(), 1L, Long::sum));
        List<Map.Entry<Object, Long>> ranked = votes.entrySet().stream()
                .sorted(Map.Entry.<Object, Long>comparingByValue().reversed())
                .toList();
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        boolean shared = ranked.size() > 1
                && ranked.get(0).getValue().equals(ranked.get(1).getValue());
        if (shared) {
            return given.stream().filter(Submission::lead).max(Comparator.comparing(Submission::at));
        }
        Object gist = ranked.getFirst().getKey();
        return given.stream().filter(each -> each.gist().equals(gist)).findFirst();
    }

    /// What any of those who agree with an answer said against the image.
    public static List<String> reasons(Submission answer, Collection<Submission> given) {
        TreeSet<String> reasons = new TreeSet<>();
        given.stream()
                .filter(each -> each.gist().equals(answer.gist()))
                .forEach(each -> reasons.addAll(each.reasons()));
        return List.copyOf(reasons);
    }
}
