package io.diptych.cost.kafka;

import io.diptych.cost.anomaly.Observation;
import io.diptych.events.CostAlert;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// What became of an event that was read.
sealed interface Posted {
    /// It has a posting.
    record Entry(CostEntry entry) implements Posted {}

    /// It adds to the sum of a window.
    record Delta(CostRollup delta) implements Posted {}

    /// It is watched for a shift.
    record Seen(Observation observation) implements Posted {}

    /// A person should look at it.
    record Alert(CostAlert alert) implements Posted {}

    /// It could not be read. The reason is in the headers.
    ///
    /// @param value as it was read
    record Dead(@Nullable Bytes value) implements Posted {}
}
