package io.diptych.quality.verdict;

/// What becomes of an image that a person ought to decide on while nobody is there to decide. An
/// image with a fault
/// that
/// decides alone is never delivered, whatever this says.
public enum Unreviewed {
    /// It is delivered, and the outcome carries the doubts.
    DELIVER,
    /// Another attempt is demanded, and the job fails when there is none.
    ESCALATE
}
