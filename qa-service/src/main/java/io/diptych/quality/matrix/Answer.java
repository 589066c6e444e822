package io.diptych.quality.matrix;

/// What becomes of a sample.
public enum Answer {
    /// Delivered as it came.
    ACCEPTED,
    /// Mended, and delivered: it looks as it ought to.
    MENDED,
    /// Mended, and delivered: it does not look as it ought to.
    MENDED_WRONG,
    /// Neither good enough nor bad: another attempt, or a person.
    DOUBTED,
    /// Not to be delivered.
    REJECTED;

    boolean isDelivered() {
        return this == ACCEPTED || this == MENDED || this == MENDED_WRONG;
    }
}
