package io.diptych.catalog;

/// A way of using a model.
public enum Mode {
    /// Make an image from words.
    GENERATE,
    /// Change an image, or follow reference images.
    EDIT,
    /// Change an image only where a mask allows it.
    MASK,
    /// Make a film from words or from a still.
    VIDEO
}
