package io.diptych.quality.check;

/// A place in the image that a finding points at, in its pixels.
///
/// @param label for a person, what is there
public record Box(int x, int y, int width, int height, String label) {}
