package io.diptych.router.budget;

/// Where a tenant with a budget stands.
///
/// @param span        the period that `spentMicros` is of
/// @param spentMicros charges, corrections and credits in the period, in micro-USD
/// @param heldMicros  what attempts may still cost that have not been settled, of whatever period, in micro-USD
public record Account(Span span, long spentMicros, long heldMicros) {
    /// What may still be held under a limit; below zero where more is gone than the limit allows.
    long leftOf(long limitMicros) {
        return Micros.minus(Micros.minus(limitMicros, spentMicros), heldMicros);
    }

    Account spending(long micros) {
        return new Account(span, Micros.plus(spentMicros, micros), heldMicros);
    }

    Account holding(long micros) {
        return new Account(span, spentMicros, Micros.plus(heldMicros, micros));
    }
}
