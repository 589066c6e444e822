package io.diptych.quality.video;

/// What an MP4 file says of itself.
///
/// @param brand   its major brand, for example `isom`
/// @param seconds its length; 0 where it names none
/// @param width   of its largest track in pixels; 0 where no track is visible
/// @param height  of the same
/// @param whole   whether index and media are both there, and no box reaches beyond the end of the file
public record Clip(String brand, double seconds, int width, int height, boolean whole) {}
