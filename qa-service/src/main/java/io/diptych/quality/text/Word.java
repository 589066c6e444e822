package io.diptych.quality.text;

/// A word as it was read, and where, in pixels.
public record Word(String text, int x, int y, int width, int height) {
    /// The same on a page of another size.
    Word scaled(double factor) {
        return new Word(
                text, (int) Math.floor(x * factor), (int) Math.floor(y * factor), (int) Math.ceil(width * factor), (int)
                        Math.ceil(height * factor));
    }
}
