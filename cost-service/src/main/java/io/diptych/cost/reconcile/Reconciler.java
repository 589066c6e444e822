package io.diptych.cost.reconcile;

import io.diptych.catalog.Money;
import io.diptych.cost.reconcile.Difference.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares an invoice with the ledger. A pure function of both.
public final class Reconciler {
    /// What we name attempts: request, image, number.
    private static final Pattern ATTEMPT_ID = Pattern.compile("[^#]+#\\d+\\.\\d+");
    /// More than this many times the highest plausible price is not believed, as for results.
    private static final int ABSURD = 10;

    private final Invoice invoice;
    private final Settling settling;
    private final Set<LocalDate> days;
    private final Set<String> providers;
    private final Map<String, LedgerAttempt> byAttempt = new LinkedHashMap<>();
    private final Map<String, LedgerAttempt> byProviderRequest = new HashMap<>();
    private final Map<String, List<LedgerAttempt>> byBatch = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final boolean complete;
    private OtherRates rates = OtherRates.NONE;
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
            String batch = attempt.posting().getProviderBatchId();
            if (batch != null) {
                byBatch.computeIfAbsent(batch, _ -> new ArrayList<>()).add(attempt);
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
        Map<String, List<InvoiceLine>> perBatch = new LinkedHashMap<>();
        for (InvoiceLine line : invoice.lines()) {
            String batch = line.providerBatchId();
            if (line.isOfBatch() && batch != null) {
                perBatch.computeIfAbsent(batch, _ -> new ArrayList<>()).add(line);
                continue;
            }
            LedgerAttempt attempt = find(line);
            String id = attempt == null ? Settling.attemptId(line) : attempt.attemptId();
            perAttempt.computeIfAbsent(id, _ -> new ArrayList<>()).add(line);
        }
        rates = OtherRates.of(byAttempt, perAttempt);
        Set<String> accounted = new HashSet<>(perAttempt.keySet());
        perBatch.forEach((batch, lines) -> accounted.addAll(batch(batch, lines, perAttempt.keySet())));
        perAttempt.forEach((id, lines) -> {
            LedgerAttempt attempt = byAttempt.get(id);
            if (attempt == null) {
                missing(id, lines);
            } else {
                compare(attempt, lines);
            }
        });
        byAttempt.values().stream()
                .filter(attempt -> !accounted.contains(attempt.attemptId()) && covers(attempt))
                .forEach(this::notOnInvoice);
    }

    private @Nullable LedgerAttempt find(InvoiceLine line) {
        LedgerAttempt attempt = line.attemptId() == null ? null : byAttempt.get(line.attemptId());
        return attempt != null || line.providerRequestId() == null
                ? attempt
                : byProviderRequest.get(line.providerRequestId());
    }

    /// Compares what a batch cost in all with the ledger's attempts of it that have no line of their own.
    ///
    /// @return those attempts
    private List<String> batch(String batch, List<InvoiceLine> lines, Set<String> named) {
        List<LedgerAttempt> items = byBatch.getOrDefault(batch, List.of()).stream()
                .filter(attempt -> !named.contains(attempt.attemptId()))
                .toList();
        long ledger = items.stream()
                .mapToLong(attempt -> attempt.balance().getChargedMicros())
                .sum();
        Long micros = sum(lines);
        if (micros != null && micros == ledger) {
            matched += items.size();
        } else {
            InvoiceLine first = lines.getFirst();
            differences.add(new Difference(
                    micros == null ? Kind.LINE_UNPRICED : Kind.TOTAL,
                    "batch " + batch,
                    first.model(),
                    first.day(),
                    ledger,
                    micros,
                    "the invoice has only the sum of the batch, line " + numbers(lines) + "; the ledger has "
                            + items.size() + " attempts of it" + openIn(items),
                    null));
        }
        return items.stream().map(LedgerAttempt::attemptId).toList();
    }

    private void missing(String attemptId, List<InvoiceLine> lines) {
        InvoiceLine first = lines.getFirst();
        Long micros = sum(lines);
        String where = "line " + numbers(lines) + " is for a call that the ledger does not know";
        boolean isOurs =
                first.attemptId() != null && ATTEMPT_ID.matcher(attemptId).matches();
        differences.add(new Difference(
                micros == null ? Kind.LINE_UNPRICED : isOurs ? Kind.MISSING_IN_LEDGER : Kind.UNEXPLAINED,
                attemptId,
                first.model(),
                first.day(),
                0,
                micros,
                isOurs ? where : where + ", under no id of ours",
                micros == null ? null : settling.unknownCall(attemptId, first, micros)));
    }

    private void compare(LedgerAttempt attempt, List<InvoiceLine> lines) {
        Long micros = sum(lines);
        long ledger = attempt.balance().getChargedMicros();
        if (micros == null) {
            add(attempt, Kind.LINE_UNPRICED, null, "line " + numbers(lines) + " has no amount", false);
        } else if (attempt.isHeld() && !attempt.isCharged()) {
            settled(attempt, Kind.UNKNOWN_SETTLED, micros, "nobody knew whether it was charged: it was");
        } else if (attempt.balance().getUnpriced()) {
            settled(attempt, Kind.PRICE_SETTLED, micros, "its price was unknown");
        } else if (micros == ledger) {
            matched++;
        } else {
            differing(attempt, lines, micros);
        }
    }

    /// What was unknown is told by the invoice, if what that says can be believed.
    private void settled(LedgerAttempt attempt, Kind kind, long micros, String why) {
        long held = attempt.balance().getHeldMicros();
        if (micros < 0 || (held > 0 && micros / ABSURD > held)) {
            unexplained(
                    attempt,
                    micros,
                    why + ", but no attempt of its kind costs " + new Money(micros).toMicros() + " USD");
        } else {
            add(attempt, kind, micros, why, true);
        }
    }

    private void differing(LedgerAttempt attempt, List<InvoiceLine> lines, long micros) {
        long ledger = attempt.balance().getChargedMicros();
        Optional<String> reason = lines.size() > 1 ? Optional.empty() : rates.reason(attempt, micros);
        boolean hasOurs = lines.stream().anyMatch(line -> Objects.equals(line.micros(), ledger));
        boolean givesBack = lines.stream().anyMatch(line -> line.micros() != null && line.micros() < 0);
        if (micros < 0) {
            unexplained(attempt, micros, "the provider gives back more than it charged, line " + numbers(lines));
        } else if (lines.size() > 1 && hasOurs) {
            add(
                    attempt,
                    givesBack ? Kind.CREDITED : Kind.DOUBLED,
                    micros,
                    "the provider " + (givesBack ? "charged it and gave some back" : "charged it again") + ", lines "
                            + numbers(lines),
                    true);
        } else if (reason.isPresent()) {
            add(attempt, Kind.REPRICED, micros, reason.get(), true);
        } else {
            unexplained(attempt, micros, "the provider charges another amount, line " + numbers(lines));
        }
    }

    private void unexplained(LedgerAttempt attempt, long micros, String why) {
        add(attempt, Kind.UNEXPLAINED, micros, why, micros >= 0);
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
                "the invoice has only the sum of the day"
                        + openIn(byAttempt.values().stream()
                                .filter(attempt -> attempt.day().equals(drift.day())
                                        && attempt.posting().getProvider().equals(drift.provider())
                                        && attempt.posting().getModel().equals(drift.model()))
                                .toList()),
                null));
    }

    /// What may be behind a sum that differs.
    private static String openIn(List<LedgerAttempt> attempts) {
        List<LedgerAttempt> open =
                attempts.stream().filter(LedgerAttempt::isHeld).toList();
        long held = open.stream()
                .mapToLong(attempt -> attempt.balance().getHeldMicros())
                .sum();
        return open.isEmpty()
                ? ""
                : "; of " + open.size() + " attempts nobody knows yet, " + new Money(held).toMicros() + " USD are held";
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
            LedgerAttempt attempt = speaksOf(line).findFirst().orElse(null);
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
        return invoice.lines().stream().flatMap(this::speaksOf).collect(Collectors.toSet());
    }

    /// The attempts that a line names.
    private Stream<LedgerAttempt> speaksOf(InvoiceLine line) {
        return line.isOfBatch()
                ? byBatch.getOrDefault(String.valueOf(line.providerBatchId()), List.of()).stream()
                : Stream.ofNullable(find(line));
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
