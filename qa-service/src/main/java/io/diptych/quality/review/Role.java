package io.diptych.quality.review;

/// What a reviewer may do.
public enum Role {
    /// Answers questions.
    REVIEWER,
    /// Answers questions too; their word settles a disagreement, and they may say that an answer is known.
    LEAD
}
