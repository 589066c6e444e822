package io.diptych.catalog;

import java.time.Duration;
import java.util.List;

/// What a model of films can do.
///
/// @param durations     lengths a clip may have, at least one
/// @param audio         true when clips have sound
/// @param firstFrame    true when a still can be the first frame
/// @param lastFrame     true when a still can be the last frame
/// @param videosPerCall most clips of one call
public record Video(List<Duration> durations, boolean audio, boolean firstFrame, boolean lastFrame, int videosPerCall) {

    public Video {
        durations = durations.stream().sorted().toList();
        if (durations.isEmpty() || videosPerCall < 1) {
            throw new IllegalArgumentException("durations are " + durations + " with " + videosPerCall
                    + " videos per call, expected at least one of each");
        }
    }

    /// The longest clip.
    public Duration longest() {
        return durations.getLast();
    }
}
