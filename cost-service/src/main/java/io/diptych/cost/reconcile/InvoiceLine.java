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
/// @param micros            micro-USD; null where the line has none
record InvoiceLine(
        long number,
        LocalDate day,
        String provider,
        String model,
        @Nullable String attemptId,
        @Nullable String providerRequestId,
        @Nullable Long micros) {
    /// Whether it is for one call, not for all of a day.
    boolean isOfOneCall() {
        return attemptId != null || providerRequestId != null;
    }
}
