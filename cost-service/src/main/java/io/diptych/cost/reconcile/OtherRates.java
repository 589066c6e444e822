package io.diptych.cost.reconcile;

import io.diptych.events.Lane;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a provider may charge another amount than the ledger has: the price is that of the other lane,
/// or the rate is another for what was bought alike.
///
/// @param repriced calls that are charged otherwise, by what has one rate
record OtherRates(Map<Rate, List<Charged>> repriced) {
    static final OtherRates NONE = new OtherRates(Map.of());

    /// Calls that must be off by the same factor before that is taken for another rate.
    private static final int LIKE_CALLS = 2;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final MathContext SHOWN = new MathContext(4);

    /// What is bought at one rate.
    record Rate(String model, String tier, Lane lane, LocalDate day) {
        static Rate of(LedgerAttempt attempt) {
            return new Rate(
                    attempt.posting().getModel(),
                    attempt.posting().getTier(),
                    attempt.posting().getLane(),
                    attempt.day());
        }
    }

    /// What the ledger says of a call, and what the invoice says, in micro-USD.
    record Charged(long ledger, long invoiced) {
        /// Whether another call is off by the same factor, as far as whole micro-USD can tell.
        boolean isLike(Charged other) {
            BigDecimal one = BigDecimal.valueOf(invoiced).multiply(BigDecimal.valueOf(other.ledger));
            BigDecimal two = BigDecimal.valueOf(other.invoiced).multiply(BigDecimal.valueOf(ledger));
            return one.subtract(two)
                            .abs()
                            .compareTo(BigDecimal.valueOf(ledger + invoiced + other.ledger + other.invoiced))
                    <= 0;
        }

        /// Whether the invoice has so many times the ledger's amount, rounded either way.
        boolean isTimes(BigDecimal factor) {
            BigDecimal off = BigDecimal.valueOf(invoiced)
                    .subtract(BigDecimal.valueOf(ledger).multiply(factor));
            return off.abs().compareTo(factor.max(BigDecimal.ONE)) <= 0;
        }
    }

    /// @param lines of the invoice by attempt
    static OtherRates of(Map<String, LedgerAttempt> attempts, Map<String, List<InvoiceLine>> lines) {
        Map<Rate, List<Charged>> repriced = new HashMap<>();
        lines.forEach((id, own) -> {
            LedgerAttempt attempt = attempts.get(id);
            Long invoiced = own.size() == 1 ? own.getFirst().micros() : null;
            if (attempt != null && invoiced != null) {
                long ledger = attempt.balance().getChargedMicros();
                if (ledger > 0 && invoiced > 0 && ledger != invoiced) {
                    repriced.computeIfAbsent(Rate.of(attempt), _ -> new ArrayList<>())
                            .add(new Charged(ledger, invoiced));
                }
            }
        });
        return new OtherRates(repriced);
    }

    /// Why an attempt is charged that amount; empty where nothing tells.
    Optional<String> reason(LedgerAttempt attempt, long micros) {
        Charged charged = new Charged(attempt.balance().getChargedMicros(), micros);
        if (charged.ledger() <= 0 || micros <= 0) {
            return Optional.empty();
        }
        if (attempt.posting().getLane() == Lane.BATCH && charged.isTimes(TWO)) {
            return Optional.of("it was made in the batch lane and is charged as in the standard lane");
        }
        if (attempt.posting().getLane() != Lane.BATCH && charged.isTimes(new BigDecimal("0.5"))) {
            return Optional.of("it was made in the standard lane and is charged as in the batch lane");
        }
        long like = repriced.getOrDefault(Rate.of(attempt), List.of()).stream()
                .filter(charged::isLike)
                .count();
        return like < LIKE_CALLS
                ? Optional.empty()
                : Optional.of("the provider's rate is "
                        + BigDecimal.valueOf(micros)
                                .divide(BigDecimal.valueOf(charged.ledger()), SHOWN)
                                .toPlainString()
                        + " times the book's, for " + like + " calls alike");
    }
}
