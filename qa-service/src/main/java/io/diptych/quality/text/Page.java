package io.diptych.quality.text;

/// A grey page, prepared for reading.
///
/// @param bytes  unsigned, row by row, dark text on light
/// @param sparse whether the text stands anywhere; otherwise it is taken for one block
@SuppressWarnings("ArrayRecordComponent") // a plane of pixels; never compared
public record Page(int width, int height, byte[] bytes, boolean sparse) {}
