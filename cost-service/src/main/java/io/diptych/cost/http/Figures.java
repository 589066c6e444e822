package io.diptych.cost.http;

import io.diptych.cost.dashboard.Sums;
import io.diptych.cost.rollup.Measures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums as they are told. Amounts are micro-USD.
///
/// @param charges           attempts that were charged
/// @param images            images that were bought
/// @param accepted          images that were delivered
/// @param amountMicros      charges, corrections and credits
/// @param perAcceptedMicros amount by accepted image; null where there is none
/// @param rework            charged attempts that were not their job's first
/// @param reworkMicros      what was spent on them and on images made again
/// @param heldMicros        open holds
/// @param unpriced          postings whose price is unknown
/// @param savedMicros       what the standard lane would have cost more, and repeats that were answered
/// @param attempts          attempts that ended
/// @param failed            those of them that failed
/// @param calls             calls sent to providers
/// @param retries           calls after an attempt's first
/// @param escalations       demands for another attempt
/// @param regenerations     attempts for images that the caller asked for again
record Figures(
        long charges,
        long images,
        long accepted,
        long amountMicros,
        @Nullable Long perAcceptedMicros,
        long rework,
        long reworkMicros,
        long heldMicros,
        long unpriced,
        long savedMicros,
        long attempts,
        long failed,
        long calls,
        long retries,
        long escalations,
        long regenerations) {
    /// Names of its columns in a table.
    static final List<String> NAMES = List.of(
            "charges",
            "images",
            "accepted",
            "amountMicros",
            "perAcceptedMicros",
            "rework",
            "reworkMicros",
            "heldMicros",
            "unpriced",
            "savedMicros",
            "attempts",
            "failed",
            "calls",
            "retries",
            "escalations",
            "regenerations");

    static Figures of(Sums sums) {
        Measures all = sums.measures();
        return new Figures(
                all.charges(),
                all.images(),
                all.accepted(),
                all.amountMicros(),
                all.perAcceptedMicros(),
                all.rework(),
                all.reworkMicros(),
                all.heldMicros(),
                all.unpriced(),
                all.savedMicros(),
                all.attempts(),
                sums.failed(),
                all.calls(),
                all.retries(),
                all.escalations(),
                all.regenerations());
    }

    /// Its cells in a table, in the order of [#NAMES].
    CsvTable.Line cells(CsvTable.Line line) {
        return line.add(charges)
                .add(images)
                .add(accepted)
                .add(amountMicros)
                .add(perAcceptedMicros)
                .add(rework)
                .add(reworkMicros)
                .add(heldMicros)
                .add(unpriced)
                .add(savedMicros)
                .add(attempts)
                .add(failed)
                .add(calls)
                .add(retries)
                .add(escalations)
                .add(regenerations);
    }
}
