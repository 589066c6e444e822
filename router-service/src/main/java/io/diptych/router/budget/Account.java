package io.diptych.router.budget;

/// Where one budget stands.
///
/// @param span        the period that `spentMicros` is of
/// @param spentMicros charges, corrections and credits in the period, in micro-USD
/// @param heldMicros  what attempts may still cost that have not been settled, of whatever period, in
///                    micro-USD
public record Account(Span span, long spentMicros, long heldMicros) {
    /// The same after more was spent.
    public Account spending(long micros) {
        return new Account(span, Micros.plus(spentMicros, micros), heldMicros);
    }

    /// The same after more was held; less, where it is below zero.
    public Account holding(long micros) {
        return new Account(span, spentMicros, Micros.plus(heldMicros, micros));
    }
}
