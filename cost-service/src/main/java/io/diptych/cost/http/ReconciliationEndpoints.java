package io.diptych.cost.http;

import io.diptych.cost.reconcile.Difference;
import io.diptych.cost.reconcile.Drift;
import io.diptych.cost.reconcile.Reconciliation;
import io.diptych.cost.settlement.InvoiceDesk;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Takes invoices over HTTP.
@RestController
class ReconciliationEndpoints {
    private final InvoiceDesk desk;

    ReconciliationEndpoints(InvoiceDesk desk) {
        this.desk = desk;
    }

    @PostMapping(
            path = "/api/costs/reconciliations",
            consumes = "text/csv",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Answer reconcile(
            @RequestParam String invoice,
            @RequestParam(defaultValue = "false") boolean apply,
            @RequestParam(defaultValue = "false") boolean accept,
            @RequestParam(defaultValue = "false") boolean complete,
            @RequestBody String csv) {
        Reconciliation found = desk.take(invoice, csv, apply, accept, complete);
        return Answer.of(found, apply ? found.settlements(accept).size() : 0);
    }

    /// What came of it; amounts are micro-USD.
    ///
    /// @param unexplained       differences that no reason covers
    /// @param unexplainedMicros what they come to, none making up for another
    /// @param settled           differences that were settled
    record Answer(
            String invoice,
            int lines,
            int matched,
            long ledgerMicros,
            long invoiceMicros,
            int unexplained,
            long unexplainedMicros,
            int settled,
            List<Line> differences,
            List<DriftLine> drifts) {
        static Answer of(Reconciliation found, int settled) {
            return new Answer(
                    found.invoice(),
                    found.lines(),
                    found.matched(),
                    found.ledgerMicros(),
                    found.invoiceMicros(),
                    found.unexplained(),
                    found.unexplainedMicros(),
                    settled,
                    found.differences().stream().map(Line::of).toList(),
                    found.drifts().stream().map(DriftLine::of).toList());
        }
    }

    /// One difference.
    record Line(
            String kind,
            String subject,
            String model,
            LocalDate day,
            long ledgerMicros,
            @Nullable Long invoiceMicros,
            String explanation,
            boolean explained,
            boolean canBeSettled) {
        static Line of(Difference difference) {
            return new Line(
                    difference.kind().name(),
                    difference.subject(),
                    difference.model(),
                    difference.day(),
                    difference.ledgerMicros(),
                    difference.invoiceMicros(),
                    difference.explanation(),
                    difference.isExplained(),
                    difference.settlement() != null);
        }
    }

    /// How far ledger and invoice are apart for a model on a day.
    record DriftLine(
            LocalDate day,
            String provider,
            String model,
            long ledgerMicros,
            long invoiceMicros,
            double percent,
            boolean alarming) {
        static DriftLine of(Drift drift) {
            return new DriftLine(
                    drift.day(),
                    drift.provider(),
                    drift.model(),
                    drift.ledgerMicros(),
                    drift.invoiceMicros(),
                    drift.percent(),
                    drift.isAlarming());
        }
    }
}
