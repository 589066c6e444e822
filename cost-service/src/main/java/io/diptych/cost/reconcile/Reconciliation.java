package io.diptych.cost.reconcile;

import io.diptych.events.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/// What came of comparing ledger and invoice.
///
/// @param lines          of the invoice
/// @param matched        attempts that agree to the micro-dollar
/// @param ledgerMicros   charges of the ledger in the invoice's days
/// @param invoiceMicros  what the invoice charges, where it has amounts
/// @param differences    each with what explains it, if anything does
/// @param drifts         by model and day, those that differ
/// @param unexplained       differences that no reason covers
/// @param unexplainedMicros what they come to, each as an amount above 0, so that none makes up for another;
///                          with whatever else keeps ledger and invoice apart
public record Reconciliation(
        String invoice,
        int lines,
        int matched,
        long ledgerMicros,
        long invoiceMicros,
        List<Difference> differences,
        List<Drift> drifts,
        int unexplained,
        long unexplainedMicros) {
    public Reconciliation {
        differences = List.copyOf(differences);
        drifts = List.copyOf(drifts);
    }

    /// What settles the differences.
    ///
    /// @param unexplained whether also those that no reason covers
    public List<Settlement> settlements(boolean unexplained) {
        List<Settlement> settlements = new ArrayList<>();
        for (Difference difference : differences) {
            Settlement settlement = difference.settlement();
            if (settlement != null && (unexplained || difference.isExplained())) {
                settlements.add(settlement);
            }
        }
        return settlements;
    }

    static Reconciliation of(
            Invoice invoice, int matched, long ledger, List<Difference> differences, List<Drift> drifts) {
        long invoiced = invoice.lines().stream()
                .map(InvoiceLine::micros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        List<Difference> unexplained = differences.stream()
                .filter(Predicate.not(Difference::isExplained))
                .toList();
        long covered = differences.stream().mapToLong(Difference::micros).sum();
        return new Reconciliation(
                invoice.name(),
                invoice.lines().size(),
                matched,
                ledger,
                invoiced,
                differences,
                drifts,
                unexplained.size(),
                unexplained.stream()
                                .mapToLong(difference -> Math.abs(difference.micros()))
                                .sum()
                        + Math.abs(invoiced - ledger - covered));
    }
}
