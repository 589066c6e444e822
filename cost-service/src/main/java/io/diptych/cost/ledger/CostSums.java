package io.diptych.cost.ledger;

/// What postings add up to.
///
/// @param images       images that were bought
/// @param charges      attempts that were charged
/// @param rework       those of them that were not their job's first
/// @param amountMicros charges, corrections and credits in micro-USD, where their amount is known
/// @param heldMicros   open holds in micro-USD, where their amount is known
/// @param unpriced     postings whose amount is unknown
public record CostSums(long images, long charges, long rework, long amountMicros, long heldMicros, long unpriced) {
    /// Nothing.
    public static final CostSums ZERO = new CostSums(0, 0, 0, 0, 0, 0);

    /// Both together.
    public CostSums plus(CostSums other) {
        return new CostSums(
                images + other.images,
                charges + other.charges,
                rework + other.rework,
                Math.addExact(amountMicros, other.amountMicros),
                Math.addExact(heldMicros, other.heldMicros),
                unpriced + other.unpriced);
    }
}
