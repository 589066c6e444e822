package io.diptych.worker.limit;

import io.diptych.events.CircuitState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a model stands, as this worker sees it.
///
/// @param limitedUntil until when the provider refuses more calls; null where it does not
/// @param reason       for a person
public record Standing(CircuitState circuit, @Nullable Instant limitedUntil, String reason) {}
