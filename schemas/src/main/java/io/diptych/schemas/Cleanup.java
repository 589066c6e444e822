package io.diptych.schemas;

/// What the broker does with old records of a topic.
public enum Cleanup {
    /// Records are deleted when they are older than the retention.
    DELETE("delete"),
    /// The last record of each key stays.
    COMPACT("compact"),
    /// The last record of each key stays until it is older than the retention.
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
        this.policy = policy;
    }

    /// The value of Kafka's `cleanup.policy`.
    public String policy() {
        return policy;
    }
}
