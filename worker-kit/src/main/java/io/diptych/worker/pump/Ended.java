package io.diptych.worker.pump;

import io.diptych.worker.attempt.Settlement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An attempt that ended and whose settlement is to be written.
///
/// @param tenure the term of ours in which an orphan is settled; null for a call of our own
record Ended(Settlement settlement, Assignment.@Nullable Tenure tenure) {

    /// The end of a call of our own.
    static Ended ofOwnCall(Settlement settlement) {
        return new Ended(settlement, null);
    }

    /// Whether it may be written: an own call within its lease, an orphan while its partition is ours.
    boolean maySettle(Instant now, Assignment assignment) {
        return tenure == null ? !settlement.claim().isLeaseOver(now) : assignment.lasts(tenure);
    }
}
