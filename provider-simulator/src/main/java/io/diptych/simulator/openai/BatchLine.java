package io.diptych.simulator.openai;

import io.diptych.simulator.fault.FaultMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One line of a batch, and what will come of it.
///
/// @param customId  the caller's name for it
/// @param requestId of its answer
record BatchLine(String id, String customId, String requestId, Fate fate) {

    /// What comes of a line. Settled when the batch is taken in.
    sealed interface Fate {}

    /// Images, billed.
    ///
    /// @param fault what is wrong with them, null if nothing
    record Drawn(ImageOrder order, @Nullable FaultMode fault) implements Fate {}

    /// A good answer without an image, not billed.
    record Empty(ImageOrder order) implements Fate {}

    /// An error answer, not billed.
    record Refused(int status, JsonNode body) implements Fate {}
}
