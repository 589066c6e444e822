package io.diptych.quality.check;

/// How good an image is, before anyone asks what can be done about it.
public enum Standing {
    /// Good enough.
    GOOD,
    /// Neither good enough nor bad: a person ought to decide.
    DOUBTFUL,
    /// Not to be delivered.
    BAD
}
