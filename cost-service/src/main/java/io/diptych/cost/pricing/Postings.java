package io.diptych.cost.pricing;

import io.diptych.catalog.PriceBook;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.events.Posting;
import java.util.Optional;

/// Makes the ledger's posting of a result: a charge where the provider charges, a hold where nobody knows, nothing
/// where it
/// surely does not. The same result gives the same posting under the same id.
public final class Postings {
    private final PriceBook book;
    private final AttemptPricer pricer;

    public Postings(PriceBook book) {
        this.book = book;
        this.pricer = new AttemptPricer(book);
    }

    /// The posting of a result, if it has one.
    public Optional<CostEntry> of(GenerationResult result) {
        return switch (result.getBilling()) {
            case BILLED -> Optional.of(Entries.of(result, Posting.CHARGE, pricer.charge(result), book));
            case UNKNOWN -> Optional.of(Entries.of(result, Posting.HOLD, pricer.hold(result), book));
            case NOT_BILLED -> Optional.empty();
        };
    }
}
