package io.diptych.cost.reconcile;

import io.diptych.cost.reconcile.Difference.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares an invoice with the ledger. A pure function of both.
public final class Reconciler {
    private final Invoice invoice;
    private final Settling settling;
    private final Set<LocalDate> days;
    private final Set<String> providers;
    private final Map<String, LedgerAttempt> byAttempt = new LinkedHashMap<>();
    private final Map<String, LedgerAttempt> byProviderRequest = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final boolean complete;
    private int matched;

    /// @param attempts those of the invoice's days, and every other that one of its lines names
    /// @param now      moment of the settlements
    /// @param complete whether the invoice has every call of its days. Only then does the lack of a line settle an
    ///                 attempt as not charged; an export that was taken at noon says nothing of the afternoon.
    public Reconciler(Invoice invoice, Collection<LedgerAttempt> attempts, Instant now, boolean complete) {
        this.invoice = invoice;
        this.complete = complete;
        this.days = invoice.lines().stream().map(InvoiceLine::day).collect(Collectors.toSet());
        this.providers = invoice.lines().stream().map(InvoiceLine::provider).collect(Collectors.toSet());
        this.settling = new Settling(invoice.name(), now);
        for (LedgerAttempt attempt : attempts) {
            byAttempt.put(attempt.attemptId(), attempt);
            String id = attempt.posting().getProviderRequestId();
            if (id != null) {
                byProviderRequest.put(id, attempt);
            }
        }
    }

    /// The comparison.
    public Reconciliation reconcile() {
        if (invoice.byCall()) {
            calls();
        }
        List<Drift> drifts = drifts();
        if (!invoice.byCall()) {
            drifts.forEach(this::total);
        }
        return Reconciliation.of(invoice, matched, ledgerMicros(), differences, drifts);
    }

    private void calls() {
        Map<String, List<InvoiceLine>> perAttempt = new LinkedHashMap<>();
        for (InvoiceLine line : invoice.lines()) {
            LedgerAttempt attempt = find(line);
            String id = attempt == null ? Settling.attemptId(line) : attempt.attemptId();
            perAttempt.computeIfAbsent(id, _ -> new ArrayList<>()).add(line);
        }
        perAttempt.forEach((id, lines) -> {
            LedgerAttempt attempt = byAttempt.get(id);
            if (attempt == null) {
                missing(id, lines);
            } else {
                compare(attempt, lines);
            }
        });
        byAttempt.values().stream()
                .filter(attempt -> !perAttempt.containsKey(attempt.attemptId()) && covers(attempt))
                .forEach(this::notOnInvoice);
    }

    private @Nullable LedgerAttempt find(InvoiceLine line) {
        LedgerAttempt attempt = line.attemptId() == null ? null : byAttempt.get(line.attemptId());
        return attempt != null || line.providerRequestId() == null
                ? attempt
                : byProviderRequest.get(line.providerRequestId());
    }

    private void missing(String attemptId, List<InvoiceLine> lines) {
        InvoiceLine first = lines.getFirst();
        Long micros = sum(lines);
        differences.add(new Difference(
                micros == null ? Kind.LINE_UNPRICED : Kind.MISSING_IN_LEDGER,
                attemptId,
                first.model(),
                first.day(),
                0,
                micros,
                "line " + numbers(lines) + " is for a call that the ledger does not know",
                micros == null ? null : settling.unknownCall(attemptId, first, micros)));
    }

    private void compare(LedgerAttempt attempt, List<InvoiceLine> lines) {
        Long micros = sum(lines);
        long ledger = attempt.balance().getChargedMicros();
        if (micros == null) {
            add(attempt, Kind.LINE_UNPRICED, null, "line " + numbers(lines) + " has no amount", false);
        } else if (attempt.isHeld() && !attempt.isCharged()) {
            add(attempt, Kind.UNKNOWN_SETTLED, micros, "nobody knew whether it was charged: it was", true);
        } else if (attempt.balance().getUnpriced()) {
            add(attempt, Kind.PRICE_SETTLED, micros, "its price was unknown", true);
        } else if (micros == ledger) {
            matched++;
        } else if (lines.size() > 1) {
            add(attempt, Kind.DOUBLED, micros, "the provider charged it in lines " + numbers(lines), true);
        } else {
            add(attempt, Kind.REPRICED, micros, "the provider charges another amount", true);
        }
    }

    private void notOnInvoice(LedgerAttempt attempt) {
        if (attempt.isHeld() && !attempt.isCharged()) {
            add(
                    attempt,
                    Kind.UNKNOWN_SETTLED,
                    0L,
                    "nobody knew whether it was charged: it is not on the invoice",
                    complete);
        } else if (attempt.isCharged()
                && (attempt.balance().getChargedMicros() != 0
                        || attempt.balance().getUnpriced())) {
            add(attempt, Kind.NOT_ON_INVOICE, 0L, "no line of the invoice is for it", complete);
        }
    }

    private void total(Drift drift) {
        differences.add(new Difference(
                Kind.TOTAL,
                drift.provider() + "/" + drift.model() + "/" + drift.day(),
                drift.model(),
                drift.day(),
                drift.ledgerMicros(),
                drift.invoiceMicros(),
                "the invoice has only the sum of the day",
                null));
    }

    private void add(LedgerAttempt attempt, Kind kind, @Nullable Long micros, String why, boolean settles) {
        differences.add(new Difference(
                kind,
                attempt.attemptId(),
                attempt.posting().getModel(),
                attempt.day(),
                attempt.balance().getChargedMicros(),
                micros,
                why,
                settles && micros != null ? settling.of(attempt, micros, why) : null));
    }

    /// By model and day, where ledger and invoice differ.
    private List<Drift> drifts() {
        Map<String, Drift> drifts = new TreeMap<>();
        Set<LedgerAttempt> named = named();
        for (LedgerAttempt attempt : byAttempt.values()) {
            if (named.contains(attempt) || covers(attempt)) {
                long micros = attempt.balance().getChargedMicros();
                add(drifts, drift(attempt, micros, 0));
            }
        }
        Set<String> models = byAttempt.values().stream()
                .map(attempt -> attempt.posting().getModel())
                .collect(Collectors.toSet());
        for (InvoiceLine line : invoice.lines()) {
            long micros = line.micros() == null ? 0 : line.micros();
            LedgerAttempt attempt = find(line);
            add(
                    drifts,
                    attempt == null
                            ? new Drift(line.day(), line.provider(), ModelNames.match(line.model(), models), 0, micros)
                            : drift(attempt, 0, micros));
        }
        return drifts.values().stream()
                .filter(drift -> drift.ledgerMicros() != drift.invoiceMicros())
                .toList();
    }

    private static void add(Map<String, Drift> drifts, Drift more) {
        drifts.merge(
                more.day() + "|" + more.provider() + "|" + more.model(),
                more,
                (one, other) -> new Drift(
                        one.day(),
                        one.provider(),
                        one.model(),
                        one.ledgerMicros() + other.ledgerMicros(),
                        one.invoiceMicros() + other.invoiceMicros()));
    }

    private static Drift drift(LedgerAttempt attempt, long ledger, long invoiced) {
        return new Drift(
                attempt.day(),
                attempt.posting().getProvider(),
                attempt.posting().getModel(),
                ledger,
                invoiced);
    }

    /// Whether the invoice speaks of the attempt's day and provider.
    private boolean covers(LedgerAttempt attempt) {
        return days.contains(attempt.day())
                && providers.contains(attempt.posting().getProvider());
    }

    private Set<LedgerAttempt> named() {
        return invoice.lines().stream().map(this::find).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private long ledgerMicros() {
        Set<LedgerAttempt> named = named();
        return byAttempt.values().stream()
                .filter(attempt -> named.contains(attempt) || covers(attempt))
                .mapToLong(attempt -> attempt.balance().getChargedMicros())
                .sum();
    }

    private static @Nullable Long sum(List<InvoiceLine> lines) {
        long sum = 0;
        for (InvoiceLine line : lines) {
            if (line.micros() == null) {
                return null;
            }
            sum = Math.addExact(sum, line.micros());
        }
        return sum;
    }

    private static String numbers(List<InvoiceLine> lines) {
        return lines.stream().map(line -> Long.toString(line.number())).collect(Collectors.joining(" and "));
    }
}
