package io.diptych.cost.rollup;

import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes rollups: what one posting adds to a window, and what two values of the same window make together.
public final class Rollups {
    private Rollups() {}

    /// What a posting adds to the window it falls into.
    public static CostRollup delta(CostEntry entry, Window window, Instant now) {
        Instant start = window.startOf(entry.getOccurredAt());
        CostRollup.Builder rollup = CostRollup.newBuilder()
                .setTenant(entry.getTenant())
                .setCampaign(entry.getCampaign())
                .setStage(entry.getStage())
                .setProvider(entry.getProvider())
                .setModel(entry.getModel())
                .setTier(entry.getTier())
                .setLane(entry.getLane())
                .setWindow(window.iso())
                .setWindowStart(start)
                .setWindowEnd(window.endOf(start));
        return with(rollup, Sums.of(entry), now);
    }

    /// Both together.
    ///
    /// @param sum   what there was; null for nothing
    /// @param delta what comes, of the same dimensions and window
    public static CostRollup plus(@Nullable CostRollup sum, CostRollup delta, Instant now) {
        Sums before = sum == null ? Sums.ZERO : sums(sum);
        return with(CostRollup.newBuilder(delta), before.plus(sums(delta)), now);
    }

    private static Sums sums(CostRollup rollup) {
        return new Sums(
                rollup.getCharges(),
                rollup.getImages(),
                rollup.getRework(),
                rollup.getAmountMicros(),
                rollup.getHeldMicros(),
                rollup.getUnpriced());
    }

    private static CostRollup with(CostRollup.Builder rollup, Sums sums, Instant now) {
        return rollup.setCharges(sums.charges())
                .setImages(sums.images())
                .setRework(sums.rework())
                .setAmountMicros(sums.amountMicros())
                .setHeldMicros(sums.heldMicros())
                .setUnpriced(sums.unpriced())
                .setOccurredAt(now)
                .build();
    }
}
