package io.diptych.cost.rollup;

import io.diptych.events.CostEntry;

/// What postings add up to. Adding is commutative and associative, so that their order plays no part.
///
/// @param charges      attempts that were charged
/// @param images       images that were bought by them
/// @param rework       those of them that were not their job's first
/// @param amountMicros charges, corrections and credits in micro-USD, where their amount is known
/// @param heldMicros   holds less their releases in micro-USD, where their amount is known
/// @param unpriced     postings whose amount is unknown
record Sums(long charges, long images, long rework, long amountMicros, long heldMicros, long unpriced) {
    static final Sums ZERO = new Sums(0, 0, 0, 0, 0, 0);

    /// What one posting adds.
    static Sums of(CostEntry entry) {
        long known = entry.getAmountMicros() == null ? 0 : entry.getAmountMicros();
        long unpriced = entry.getAmountMicros() == null ? 1 : 0;
        return switch (entry.getPosting()) {
            case CHARGE -> new Sums(1, entry.getImages(), entry.getAttemptNo() > 1 ? 1 : 0, known, 0, unpriced);
            case CORRECTION, CREDIT -> new Sums(0, 0, 0, known, 0, unpriced);
            case HOLD, RELEASE -> new Sums(0, 0, 0, 0, known, unpriced);
        };
    }

    Sums plus(Sums other) {
        return new Sums(
                charges + other.charges,
                images + other.images,
                rework + other.rework,
                Math.addExact(amountMicros, other.amountMicros),
                Math.addExact(heldMicros, other.heldMicros),
                unpriced + other.unpriced);
    }
}
