package io.diptych.cost.reconcile;

import java.time.LocalDate;

/// How far ledger and invoice are apart for a model on a day.
public record Drift(LocalDate day, String provider, String model, long ledgerMicros, long invoiceMicros) {
    private static final long MOST_PER_CENT = 1;

    /// Share of the invoice in percent, of the ledger where the invoice has nothing.
    public double percent() {
        long base = Math.max(1, invoiceMicros == 0 ? Math.abs(ledgerMicros) : Math.abs(invoiceMicros));
        return 100.0 * Math.abs(invoiceMicros - ledgerMicros) / base;
    }

    /// Whether it is more than one percent.
    public boolean isAlarming() {
        return percent() > MOST_PER_CENT;
    }
}
