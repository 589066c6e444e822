package io.diptych.simulator.drawing;

/// What is wrong with an image on purpose.
public enum Defect {
    NONE,
    /// One plain colour all over.
    BLANK,
    /// Three quarters as wide as asked for.
    WRONG_RATIO
}
