package io.diptych.quality.check;

/// What the route promised of the image. A size that no image can have is kept as it came, and no image meets it.
///
/// @param width  in pixels
/// @param height in pixels
public record Expectation(int width, int height) {
    double ratio() {
        return (double) width / height;
    }
}
