package io.diptych.catalog;

import java.util.regex.Pattern;

/// Width and height of an image in pixels, written `1024x1536`.
///
/// @param width  pixels, at least 1
/// @param height pixels, at least 1
public record PixelSize(int width, int height) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    public PixelSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "size is " + width + "x" + height + ", expected a width and a height of at least 1 pixel");
        }
    }

    /// Reads `1024x1536`.
    ///
    /// @throws IllegalArgumentException if the text is written otherwise
    public static PixelSize parse(String text) {
        var match = WRITTEN.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("size is \"" + text + "\", expected WIDTHxHEIGHT such as 1024x1536");
        }
        return new PixelSize(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    /// The number of pixels.
    public long pixels() {
        return (long) width * height;
    }

    /// The longer of the two edges, in pixels.
    public int longEdge() {
        return Math.max(width, height);
    }

    /// The shorter of the two edges, in pixels.
    public int shortEdge() {
        return Math.min(width, height);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
