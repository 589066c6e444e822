package io.diptych.simulator.gemini;

import io.diptych.simulator.fault.FaultMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request of a batch, and what will come of it.
///
/// @param metadata what the caller wants to see again beside the answer, null if nothing
/// @param key      the caller's name for this item, null if it gave none
record BatchItem(@Nullable JsonNode metadata, @Nullable String key, Fate fate) {

    /// What comes of an item. Settled when the batch is taken in.
    sealed interface Fate {}

    /// An image, billed.
    ///
    /// @param fault what is wrong with the image, null if nothing
    record Drawn(
            ImageWish wish, String responseId, @Nullable FaultMode fault) implements Fate {}

    /// An answer without an image, not billed.
    record Withheld(ImageWish wish, String responseId, String finishReason) implements Fate {}

    /// No answer, not billed.
    ///
    /// @param code a `google.rpc.Code`
    record Failed(int code, String message) implements Fate {}
}
