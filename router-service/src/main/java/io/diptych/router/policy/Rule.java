package io.diptych.router.policy;

import java.util.List;

/// One rule of a policy.
///
/// @param id         unique in the policy
/// @param when       when it holds
/// @param candidates what it would have, best first; at least one
/// @param because    why, for a person
public record Rule(String id, Condition when, List<Candidate> candidates, String because) {
    /// Id of the rule that holds where no other does.
    public static final String FALLBACK = "fallback";

    public Rule {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "candidates of rule " + id + " are an empty list, expected at least one");
        }
    }
}
