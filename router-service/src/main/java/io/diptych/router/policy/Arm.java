package io.diptych.router.policy;

import java.util.List;

/// One side of a traffic split.
///
/// @param weight     its share against the other sides, 1 or more
/// @param candidates what it would have, best first; at least one
public record Arm(int weight, List<Candidate> candidates) {
    public Arm {
        candidates = List.copyOf(candidates);
        if (weight < 1 || candidates.isEmpty()) {
            throw new IllegalArgumentException("weight is " + weight + " with " + candidates.size()
                    + " candidates, expected at least 1 of each");
        }
    }
}
