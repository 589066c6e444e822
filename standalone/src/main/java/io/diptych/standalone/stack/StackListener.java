package io.diptych.standalone.stack;

import java.time.Duration;

/// Hears how a stack comes up.
@FunctionalInterface
public interface StackListener {
    /// A part is ready.
    ///
    /// @param part for a person, for example `broker`
    /// @param took since its start
    void ready(String part, Duration took);
}
