package io.diptych.simulator.drawing;

/// What is wrong with an image on purpose.
public enum Defect {
    NONE,
    /// One plain colour all over.
    BLANK,
    /// Three quarters as wide as asked for.
    WRONG_RATIO,
    /// Half as wide and half as high as asked for.
    WRONG_SIZE,
    /// As asked for, in a file of more than 15 MB.
    LARGE
}
