package io.diptych.router.policy;

import java.util.ArrayList;
import java.util.List;

/// One rule of a policy.
///
/// @param id      unique in the policy
/// @param when    when it holds
/// @param arms    what it would have; one, or the sides of a traffic split
/// @param because why, for a person
public record Rule(String id, Condition when, List<Arm> arms, String because) {
    /// Id of the rule that holds where no other does.
    public static final String FALLBACK = "fallback";

    public Rule {
        arms = List.copyOf(arms);
        if (arms.isEmpty()) {
            throw new IllegalArgumentException(
                    "candidates of rule " + id + " are an empty list, expected at least one");
        }
    }

    /// All candidates as written.
    public List<Candidate> candidates() {
        return arms.size() == 1
                ? arms.getFirst().candidates()
                : arms.stream().flatMap(arm -> arm.candidates().stream()).toList();
    }

    /// The sides of the split, the drawn one first. The same seed draws the same side; another rule draws anew.
    public List<Arm> drawn(long seed) {
        if (arms.size() == 1) {
            return arms;
        }
        long total = arms.stream().mapToLong(Arm::weight).sum();
        long point = Long.remainderUnsigned(mixed(seed + id.hashCode()), total);
        int drawn = 0;
        for (long sum = arms.getFirst().weight(); sum <= point; sum += arms.get(drawn).weight()) {
            drawn++;
        }
        List<Arm> ordered = new ArrayList<>(arms);
        ordered.addFirst(ordered.remove(drawn));
        return ordered;
    }

    /// SplitMix64's finaliser (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    private static long mixed(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
