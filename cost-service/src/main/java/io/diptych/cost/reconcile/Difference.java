package io.diptych.cost.reconcile;

import io.diptych.events.Settlement;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A difference between ledger and invoice, and what explains it.
///
/// @param subject       the attempt, or the day's model
/// @param ledgerMicros  what the ledger says is charged
/// @param invoiceMicros what the invoice says; null where it has no amount
/// @param settlement    what settles it; null where that takes a person
public record Difference(
        Kind kind,
        String subject,
        String model,
        LocalDate day,
        long ledgerMicros,
        @Nullable Long invoiceMicros,
        String explanation,
        @Nullable Settlement settlement) {
    /// What explains a difference.
    public enum Kind {
        /// The invoice has a call that the ledger has not.
        MISSING_IN_LEDGER,
        /// The ledger has a charge that the invoice has not.
        NOT_ON_INVOICE,
        /// The provider charged an attempt more than once.
        DOUBLED,
        /// The amounts differ.
        REPRICED,
        /// An attempt of which nobody knew whether it was charged is on the invoice, or surely is not.
        UNKNOWN_SETTLED,
        /// A charge had no price.
        PRICE_SETTLED,
        /// The invoice's line has no amount.
        LINE_UNPRICED,
        /// The sums of a day and model differ, and the invoice does not say for which call.
        TOTAL
    }

    /// Invoice less ledger in micro-USD.
    public long micros() {
        return invoiceMicros == null ? 0 : invoiceMicros - ledgerMicros;
    }
}
