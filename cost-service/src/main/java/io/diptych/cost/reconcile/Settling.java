package io.diptych.cost.reconcile;

import io.diptych.events.CostEntry;
import io.diptych.events.Lane;
import io.diptych.events.LedgerBalance;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Settlement;
import io.diptych.events.SettlementKind;
import io.diptych.events.Stage;
import java.time.Instant;
import java.time.ZoneOffset;

/// Writes settlements. The same invoice settles an attempt once, however often it is applied.
///
/// @param invoice its name
/// @param now     when it is applied
record Settling(String invoice, Instant now) {
    /// Who pays for what nobody asked for, as far as we know.
    private static final String UNALLOCATED = "unallocated";
    private static final String UNKNOWN = "unknown";

    Settlement of(LedgerAttempt attempt, long micros, String reason) {
        return settlement(attempt.posting(), attempt.balance(), micros, reason);
    }

    Settlement unknownCall(String attemptId, InvoiceLine line, long micros) {
        CostEntry template = CostEntry.newBuilder()
                .setEntryId(attemptId + "/" + Posting.CHARGE + "/1")
                .setAttemptId(attemptId)
                .setJobId(jobId(attemptId))
                .setRequestId(jobId(attemptId).split("#", 2)[0])
                .setTenant(UNALLOCATED)
                .setPosting(Posting.CHARGE)
                .setAmountMicros(micros)
                .setProvenance(Provenance.INVOICED)
                .setPriceBook("invoice")
                .setPriceBookVersion(invoice)
                .setProvider(line.provider())
                .setModel(line.model())
                .setTier(UNKNOWN)
                .setLane(Lane.INTERACTIVE)
                .setStage(Stage.OTHER)
                .setImages(0)
                .setAttemptNo(1)
                .setProviderRequestId(line.providerRequestId())
                .setRuleId(UNKNOWN)
                .setPolicy(UNKNOWN)
                .setPolicyVersion(UNKNOWN)
                .setOccurredAt(line.day().atStartOfDay(ZoneOffset.UTC).toInstant())
                .build();
        return settlement(
                template, LedgerBalance.newBuilder().build(), micros, "line " + line.number() + " has no attempt");
    }

    /// The attempt that a line is for: ours where it names one, else one named after the provider's call.
    static String attemptId(InvoiceLine line) {
        return line.attemptId() == null
                ? "invoice:" + line.provider() + ":" + line.providerRequestId() + "#0.1"
                : line.attemptId();
    }

    private Settlement settlement(CostEntry template, LedgerBalance balance, long micros, String reason) {
        return Settlement.newBuilder()
                .setSettlementId(invoice + "/" + template.getAttemptId())
                .setAttemptId(template.getAttemptId())
                .setJobId(template.getJobId())
                .setTenant(template.getTenant())
                .setKind(micros == 0 ? SettlementKind.NOT_CHARGED : SettlementKind.INVOICED)
                .setAmountMicros(micros)
                .setInvoice(invoice)
                .setReason(reason)
                .setTemplate(template)
                .setBalance(balance)
                .setOccurredAt(now)
                .build();
    }

    // In the partition of the job, should its result still come.
    private static String jobId(String attemptId) {
        int end = attemptId.lastIndexOf('.');
        return end < 1 ? attemptId : attemptId.substring(0, end);
    }
}
