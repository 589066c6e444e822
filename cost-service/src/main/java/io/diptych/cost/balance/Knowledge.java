package io.diptych.cost.balance;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// What somebody says of an attempt's cost. Of two words on the same attempt the better founded one counts, whichever
/// came first: that is what makes the balance independent of order and of repeats.
///
/// @param basis        how well founded it is
/// @param order        among words of the same basis the greatest counts: an amount in micro-USD, or a moment
/// @param charged      whether the provider charges
/// @param chargeMicros what it charges in micro-USD; null where it does not, or where the price is unknown
/// @param held         whether an amount is to be kept back until more is known
/// @param holdMicros   how much in micro-USD; null where nothing is held or nobody knows how much
public record Knowledge(
        Basis basis,
        long order,
        boolean charged,
        @Nullable Long chargeMicros,
        boolean held,
        @Nullable Long holdMicros) implements Comparable<Knowledge> {
    private static final Comparator<Knowledge> BETTER_LAST = Comparator.<Knowledge, Basis>comparing(Knowledge::basis)
            .thenComparingLong(Knowledge::order)
            .thenComparing(Knowledge::charged, Boolean::compare)
            .thenComparingLong(word -> sortable(word.chargeMicros()))
            .thenComparingLong(word -> sortable(word.holdMicros()));

    /// How well founded a word is, worst first.
    public enum Basis {
        /// Nothing was said yet.
        NOTHING,
        /// The attempt ended, and nobody knows whether it is charged.
        UNKNOWN,
        /// The worker is sure that it is not charged.
        NOT_BILLED,
        /// It is charged, and its price is unknown.
        UNPRICED,
        /// Charged, at a price that needs no usage.
        ESTIMATED,
        /// Charged, by the usage that the provider counted.
        METERED,
        /// Charged, as the provider said in its answer.
        REPORTED,
        /// As the provider's invoice says; the last invoice counts.
        INVOICED
    }

    /// Nothing was said.
    static final Knowledge NOTHING = new Knowledge(Basis.NOTHING, 0, false, null, false, null);

    /// Nobody knows whether it is charged.
    ///
    /// @param holdMicros the most it can plausibly cost; null where nobody knows
    public static Knowledge unknown(@Nullable Long holdMicros) {
        return new Knowledge(Basis.UNKNOWN, holdMicros == null ? -1 : holdMicros, false, null, true, holdMicros);
    }

    /// It surely is not charged.
    public static Knowledge notBilled() {
        return new Knowledge(Basis.NOT_BILLED, 0, false, null, false, null);
    }

    /// It is charged, and nobody knows how much.
    ///
    /// @param holdMicros the most it can plausibly cost; null where nobody knows
    public static Knowledge unpriced(@Nullable Long holdMicros) {
        return new Knowledge(
                Basis.UNPRICED, holdMicros == null ? -1 : holdMicros, true, null, holdMicros != null, holdMicros);
    }

    /// It is charged.
    public static Knowledge charged(Basis basis, long micros) {
        return new Knowledge(basis, micros, true, micros, false, null);
    }

    /// An invoice says what it costs in all; nothing where it is not charged.
    public static Knowledge invoiced(long saidAtMillis, @Nullable Long micros) {
        return new Knowledge(Basis.INVOICED, saidAtMillis, micros != null, micros, false, null);
    }

    @Override
    public int compareTo(Knowledge other) {
        return BETTER_LAST.compare(this, other);
    }

    private static long sortable(@Nullable Long micros) {
        return micros == null ? Long.MIN_VALUE : micros;
    }
}
