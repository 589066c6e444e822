package io.diptych.catalog;

/// The provider's price lane of an attempt.
public enum Lane {
    /// An ordinary call, answered while the caller waits.
    STANDARD,
    /// The provider's batch API: cheaper, answered within hours.
    BATCH
}
