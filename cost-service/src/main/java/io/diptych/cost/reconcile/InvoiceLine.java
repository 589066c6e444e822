package io.diptych.cost.reconcile;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A line of a provider's invoice.
///
/// @param number            line of the file, from 1
/// @param day               in UTC
/// @param model             as the provider names it
/// @param attemptId         our own id, where the provider repeats it
/// @param providerRequestId the provider's id of the call
/// @param providerBatchId   the provider's id of the batch that it is for, or a part of
/// @param micros            micro-USD; null where the line has none
record InvoiceLine(
        long number,
        LocalDate day,
        String provider,
        String model,
        @Nullable String attemptId,
        @Nullable String providerRequestId,
        @Nullable String providerBatchId,
        @Nullable Long micros) {
    /// Whether it is for a whole batch.
    boolean isOfBatch() {
        return attemptId == null && providerRequestId == null && providerBatchId != null;
    }
}
