package io.diptych.embedded;

import java.time.Duration;

/// Hears how the start goes, one call at a time. Parts start in parallel, so calls come in any order of parts.
@FunctionalInterface
public interface StartListener {

    /// Keeps quiet.
    StartListener SILENT = (part, took) -> {};

    /// The part answers its clients.
    ///
    /// @param took since its own start, unpacking included
    void ready(Part part, Duration took);

    /// The part's program is being unpacked, which happens once per version and user and takes a few seconds.
    default void unpacking(Part part) {}
}
