package io.diptych.cost.settlement;

import io.diptych.cost.ledger.LedgerAttempts;
import io.diptych.cost.reconcile.Drift;
import io.diptych.cost.reconcile.Invoice;
import io.diptych.cost.reconcile.LedgerAttempt;
import io.diptych.cost.reconcile.Reconciler;
import io.diptych.cost.reconcile.Reconciliation;
import io.diptych.events.AlertKind;
import io.diptych.events.CostAlert;
import io.diptych.events.Settlement;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Takes invoices: compares them with the ledger, raises an alarm at a drift of more than one percent for a model and
/// day, and settles what they explain.
public final class InvoiceDesk {
    private static final String CLIENT = "cost-invoices";

    private final LedgerAttempts ledger;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final EventCodec codec;
    private final InstantSource clock;

    public InvoiceDesk(
            LedgerAttempts ledger, KafkaSettings kafka, Topics topics, EventCodec codec, InstantSource clock) {
        this.ledger = ledger;
        this.kafka = kafka;
        this.topics = topics;
        this.codec = codec;
        this.clock = clock;
    }

    /// Compares an invoice with the ledger.
    ///
    /// @param apply    whether to settle the differences that are explained; otherwise nothing is posted
    /// @param accept   whether to settle, when applied, what no reason explains too: a person has looked at it
    /// @param complete whether what the invoice leaves out of its days is not charged
    /// @throws io.diptych.cost.reconcile.InvoiceException when the invoice cannot be read
    public Reconciliation take(String name, String csv, boolean apply, boolean accept, boolean complete) {
        Invoice invoice = Invoice.parse(name, csv);
        Instant now = clock.instant();
        Reconciliation found = new Reconciler(invoice, attempts(invoice), now, complete).reconcile();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        found.drifts().stream()
                .filter(Drift::isAlarming)
                .forEach(drift ->
                        records.add(codec.record(topics.costAlerts(), alert(name, drift, now), new RecordHeaders())));
        if (apply) {
            for (Settlement settlement : found.settlements(accept)) {
                records.add(codec.record(topics.settlements(), settlement, new RecordHeaders()));
            }
        }
        publish(records);
        return found;
    }

    // A day more at both ends: the provider's clock and ours may stand on two sides of midnight.
    private List<LedgerAttempt> attempts(Invoice invoice) {
        LocalDate first = invoice.firstDay().orElse(null);
        LocalDate last = invoice.lastDay().orElse(null);
        return first == null || last == null
                ? List.of()
                : ledger.between(midnight(first.minusDays(1)), midnight(last.plusDays(2)), invoice.providers());
    }

    private void publish(List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(CLIENT))) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> one : sent) {
                RecordMetadata _ = one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while settlements were written; apply the invoice again", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("settlements could not be written; apply the invoice again", e);
        }
    }

    private static CostAlert alert(String invoice, Drift drift, Instant now) {
        return CostAlert.newBuilder()
                .setAlertId("drift/" + invoice + "/" + drift.provider() + "/" + drift.model() + "/" + drift.day())
                .setTenant("*")
                .setKind(AlertKind.INVOICE_DRIFT)
                .setSubject(drift.model())
                .setMeasured(drift.ledgerMicros() / 1e6)
                .setExpected(drift.invoiceMicros() / 1e6)
                .setMessage(String.format(
                        Locale.ROOT,
                        "ledger and invoice %s differ by %.2f percent for %s on %s; run reconcile and look at the"
                                + " differences",
                        invoice,
                        drift.percent(),
                        drift.model(),
                        drift.day()))
                .setOccurredAt(now)
                .build();
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
