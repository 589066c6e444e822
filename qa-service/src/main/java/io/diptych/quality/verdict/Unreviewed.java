package io.diptych.quality.verdict;

/// What becomes of an image that a person ought to decide on. Where nobody is asked, an image with a
/// fault that decides alone is never delivered, whatever this says.
public enum Unreviewed {
    /// It is delivered, and the outcome carries the doubts.
    DELIVER,
    /// Another attempt is demanded, and the job fails when there is none.
    ESCALATE,
    /// A question is put to the review desk, and its answer ends the attempt.
    ASK
}
