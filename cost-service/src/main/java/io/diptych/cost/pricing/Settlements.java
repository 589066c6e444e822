package io.diptych.cost.pricing;

import io.diptych.cost.balance.AttemptBalance;
import io.diptych.cost.balance.Knowledge;
import io.diptych.cost.balance.Move;
import io.diptych.events.CostEntry;
import io.diptych.events.Provenance;
import io.diptych.events.Settlement;
import java.time.Instant;
import java.util.List;

/// Understands settlements.
final class Settlements {
    private Settlements() {}

    static AttemptBalance.Step told(AttemptBalance before, Settlement settlement) {
        if (settlement.getAmountMicros() < 0) {
            return new AttemptBalance.Step(List.of(), before);
        }
        long said = settlement.getOccurredAt().toEpochMilli();
        Instant at = settlement.getTemplate().getOccurredAt();
        return switch (settlement.getKind()) {
            case INVOICED -> before.told(Knowledge.invoiced(said, settlement.getAmountMicros()), at);
            case NOT_CHARGED -> before.told(Knowledge.invoiced(said, null), at);
            case CREDITED -> before.credited(settlement.getSettlementId(), settlement.getAmountMicros(), at);
        };
    }

    static CostEntry entry(Settlement settlement, Move move, Instant at) {
        return CostEntry.newBuilder(settlement.getTemplate())
                .setEntryId(Entries.id(settlement.getAttemptId(), move.posting(), move.number()))
                .setPosting(move.posting())
                .setAmountMicros(move.amountMicros())
                .setProvenance(Provenance.INVOICED)
                .setExplanation("invoice " + settlement.getInvoice() + ": " + settlement.getReason())
                .setSettles(Entries.settled(settlement.getAttemptId(), move))
                .setSettlesUnpriced(move.settlesUnpriced())
                .setInvoice(settlement.getInvoice())
                .setSavedMicros(null)
                .setOccurredAt(at)
                .build();
    }
}
