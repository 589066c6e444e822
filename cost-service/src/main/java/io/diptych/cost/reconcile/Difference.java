package io.diptych.cost.reconcile;

import io.diptych.events.Settlement;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A difference between ledger and invoice, and what explains it.
///
/// @param subject       the attempt, the batch, or the day's model
/// @param ledgerMicros  what the ledger says is charged
/// @param invoiceMicros what the invoice says; null where it has no amount
/// @param settlement    what settles it; null where nothing can, since it is not told for which attempt
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
        /// The invoice has a call under an id of ours that the ledger has not.
        MISSING_IN_LEDGER,
        /// The ledger has a charge that the invoice has not.
        NOT_ON_INVOICE,
        /// The provider charged an attempt again, beside what the ledger has.
        DOUBLED,
        /// The provider gave back some of what the ledger has.
        CREDITED,
        /// The provider's price is another, for a reason that can be told.
        REPRICED,
        /// An attempt of which nobody knew whether it was charged is on the invoice, or surely is not.
        UNKNOWN_SETTLED,
        /// A charge had no price.
        PRICE_SETTLED,
        /// The invoice's line has no amount.
        LINE_UNPRICED,
        /// The sums of a batch, or of a day and model, differ; the invoice does not say for which call.
        TOTAL,
        /// No reason that is known covers it: it takes a person.
        UNEXPLAINED
    }

    /// Whether a reason that is known covers it. A line without an amount is covered where the ledger
    /// has none either.
    public boolean isExplained() {
        return switch (kind) {
            case MISSING_IN_LEDGER, NOT_ON_INVOICE, DOUBLED, CREDITED, REPRICED, UNKNOWN_SETTLED, PRICE_SETTLED -> true;
            case LINE_UNPRICED -> ledgerMicros == 0;
            case TOTAL, UNEXPLAINED -> false;
        };
    }

    /// Invoice less ledger in micro-USD.
    public long micros() {
        return invoiceMicros == null ? 0 : invoiceMicros - ledgerMicros;
    }
}
