package io.diptych.quality.check;

import java.util.List;

/// What is expected of the image. A size that no image can have is kept as it came, and no image
/// meets it.
///
/// @param width        in pixels; [#ANY] where any will do
/// @param height       in pixels; [#ANY] where any will do
/// @param expectedText lines that must be readable
/// @param editDepth    edits between the first image of the chain and this one
/// @param siblings     other images of the same request that are known
public record Expectation(int width, int height, List<String> expectedText, int editDepth, List<Sibling> siblings) {
    /// Any number of pixels.
    public static final int ANY = -1;

    public Expectation {
        expectedText = List.copyOf(expectedText);
        siblings = List.copyOf(siblings);
    }

    /// Expects a size and nothing else.
    public static Expectation ofSize(int width, int height) {
        return new Expectation(width, height, List.of(), 0, List.of());
    }

    double ratio() {
        return (double) width / height;
    }

    boolean anySize() {
        return width == ANY && height == ANY;
    }
}
