package io.diptych.cost.kafka;

import io.diptych.events.CostEntry;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// What became of a result that was read.
sealed interface Posted {
    /// It has a posting.
    record Entry(CostEntry entry) implements Posted {}

    /// It could not be read. The reason is in the headers.
    ///
    /// @param value as it was read
    record Dead(@Nullable Bytes value) implements Posted {}
}
