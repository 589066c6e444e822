package io.diptych.cost.reconcile;

import java.util.List;
import java.util.Objects;

/// What came of comparing ledger and invoice.
///
/// @param lines          of the invoice
/// @param matched        attempts that agree to the micro-dollar
/// @param ledgerMicros   charges of the ledger in the invoice's days
/// @param invoiceMicros  what the invoice charges, where it has amounts
/// @param differences    each with what explains it
/// @param drifts         by model and day, those that differ
/// @param unexplainedMicros invoice less ledger less the differences that are explained
public record Reconciliation(
        String invoice,
        int lines,
        int matched,
        long ledgerMicros,
        long invoiceMicros,
        List<Difference> differences,
        List<Drift> drifts,
        long unexplainedMicros) {
    public Reconciliation {
        differences = List.copyOf(differences);
        drifts = List.copyOf(drifts);
    }

    static Reconciliation of(
            Invoice invoice, int matched, long ledger, List<Difference> differences, List<Drift> drifts) {
        long invoiced = invoice.lines().stream()
                .map(InvoiceLine::micros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        long explained = differences.stream()
                .filter(difference -> difference.kind() != Difference.Kind.TOTAL)
                .mapToLong(Difference::micros)
                .sum();
        return new Reconciliation(
                invoice.name(),
                invoice.lines().size(),
                matched,
                ledger,
                invoiced,
                differences,
                drifts,
                invoiced - ledger - explained);
    }
}
