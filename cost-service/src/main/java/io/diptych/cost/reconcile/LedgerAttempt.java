package io.diptych.cost.reconcile;

import io.diptych.events.CostEntry;
import io.diptych.events.LedgerBalance;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// An attempt as the ledger has it.
///
/// @param posting one of its postings, for what they have in common
public record LedgerAttempt(CostEntry posting, LedgerBalance balance) {
    String attemptId() {
        return posting.getAttemptId();
    }

    LocalDate day() {
        return posting.getOccurredAt().atZone(ZoneOffset.UTC).toLocalDate();
    }

    boolean isCharged() {
        return balance.getPostings().getOrDefault("CHARGE", 0) > 0;
    }

    boolean isHeld() {
        return balance.getHeldMicros() != 0 || balance.getUnpricedHold();
    }
}
