package io.diptych.cost.pricing;

import io.diptych.catalog.PriceBook;
import io.diptych.cost.balance.AttemptBalance;
import io.diptych.cost.balance.Move;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Makes the ledger's postings of results and settlements: a charge where the provider charges, a hold where nobody
/// knows, releases and corrections once somebody does. The same word gives the same postings under the same ids, once.
public final class Postings {
    private final PriceBook book;
    private final AttemptPricer pricer;

    public Postings(PriceBook book) {
        this.book = book;
        this.pricer = new AttemptPricer(book);
    }

    /// Postings, and where their attempt stands after them.
    public record Step(List<CostEntry> entries, AttemptBalance balance) {
        public Step {
            entries = List.copyOf(entries);
        }
    }

    /// What a result adds to the ledger if nothing else is known of its attempt.
    public List<CostEntry> of(GenerationResult result) {
        return of(result, AttemptBalance.NEW, result.getOccurredAt()).entries();
    }

    /// What a result adds to the ledger.
    ///
    /// @param before where its attempt stands
    /// @param at     when the attempt ended, which says whose prices hold; its postings carry the moment of
    ///               the first word on it, so that all of them fall into the same day and month
    public Step of(GenerationResult result, AttemptBalance before, Instant at) {
        Priced priced = pricer.price(result, at);
        AttemptBalance.Step step = before.told(priced.word(), at);
        List<CostEntry> entries = step.moves().stream()
                .map(move -> Entries.of(
                        result, move, amount(move, priced), priced.savedMicros(), book, since(step.balance())))
                .toList();
        return new Step(entries, step.balance());
    }

    /// What a settlement adds to the ledger.
    ///
    /// @param before where its attempt stands
    public Step of(Settlement settlement, AttemptBalance before) {
        AttemptBalance.Step step = Settlements.told(before, settlement);
        List<CostEntry> entries = step.moves().stream()
                .map(move -> Settlements.entry(settlement, move, since(step.balance())))
                .toList();
        return new Step(entries, step.balance());
    }

    // A move's amount is signed; provenance and explanation are those of the word that made it.
    private static Amount amount(Move move, Priced priced) {
        boolean holds = move.posting() == Posting.HOLD || move.posting() == Posting.RELEASE;
        Amount reason = holds && priced.hold() != null ? priced.hold() : priced.charge();
        return reason == null
                ? new Amount(move.amountMicros(), Provenance.ESTIMATED, "the worker is sure that it is not charged")
                : new Amount(move.amountMicros(), reason.provenance(), reason.explanation());
    }

    private static Instant since(AttemptBalance balance) {
        return Objects.requireNonNull(balance.since(), "a balance with postings has a moment");
    }
}
