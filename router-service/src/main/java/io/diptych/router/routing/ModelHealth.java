package io.diptych.router.routing;

import io.diptych.events.CircuitState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a model fares, as its workers say.
///
/// @param limitedUntil until when its provider refuses more calls; null where it does not
/// @param configured   whether its workers have a key
/// @param reason       for a person; empty where nothing is wrong
public record ModelHealth(CircuitState circuit, @Nullable Instant limitedUntil, boolean configured, String reason) {
    /// Of a model of which nobody has said anything bad.
    public static final ModelHealth GOOD = new ModelHealth(CircuitState.CLOSED, null, true, "");
}
