package io.diptych.router.policy;

import java.util.List;

/// What is done with a chain of edits that has grown too long: repeated edits degrade an image, and automatic checks do
/// not see it.
///
/// @param maxDepth   edits from which on the rule holds
/// @param then       what is done
/// @param candidates where such a request goes when it is escalated, also where a reset finds no ancestor; empty for the
///                   matching rule's own
public record EditChain(int maxDepth, Then then, List<Candidate> candidates) {
    /// What is done.
    public enum Then {
        /// The references are replaced by the cleanest ancestor.
        RESET,
        /// A stronger model edits.
        ESCALATE
    }

    public EditChain {
        candidates = List.copyOf(candidates);
        if (maxDepth < 1) {
            throw new IllegalArgumentException("maxDepth is " + maxDepth + ", expected at least 1");
        }
    }
}
