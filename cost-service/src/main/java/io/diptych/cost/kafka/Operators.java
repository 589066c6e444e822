package io.diptych.cost.kafka;

/// Names of the topology's operators and stores. They are stored on the broker: renaming one loses its state.
final class Operators {
    static final String RESULTS = "results";
    static final String POST = "post-results";
    static final String POSTED = "posted";
    static final String TO_ENTRY = "to-entry";
    static final String ENTRIES = "entries";
    static final String UNREADABLE = "unreadable";
    static final String TO_DEAD_LETTER = "to-dead-letter";
    static final String DEAD_LETTERS = "dead-letters";
    static final String TO_DELTAS = "to-rollup-deltas";
    static final String DELTAS = "rollup-deltas";
    static final String ADD = "add-rollups";
    static final String ROLLUPS_OUT = "rollups";
    /// Store of the entry ids that were posted.
    static final String SEEN = "posted-entries";
    /// Store of the sums.
    static final String SUMS = "rollup-sums";

    private Operators() {}
}
