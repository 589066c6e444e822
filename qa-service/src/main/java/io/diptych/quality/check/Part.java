package io.diptych.quality.check;

/// The part that a companion of the image plays in judging it.
public enum Part {
    /// The image before a masked edit.
    ORIGINAL,
    /// The mask of the edit: transparent where it may change.
    MASK,
    /// What must be recognisable in the image.
    SUBJECT,
    /// The draft whose style was approved, or the image that this one was derived from.
    DRAFT,
    /// The first image of a chain of edits.
    ROOT
}
