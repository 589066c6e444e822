package io.diptych.router.budget;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What is known of an attempt's money. It outlives the attempt for some days, so that nothing counts
/// twice.
///
/// @param scope         what it is spent for, as long as it is held
/// @param heldMicros    what is held for it, in micro-USD
/// @param assumedMicros what was counted for a charge whose price nobody knew, in micro-USD
/// @param settled       whether it was charged or released: it is never held again
/// @param postings      ids of the ledger's postings that were applied
/// @param touchedAt     when it changed last
public record AttemptMoney(
        Scope scope, long heldMicros, long assumedMicros, boolean settled, List<String> postings, Instant touchedAt) {

    public AttemptMoney {
        postings = List.copyOf(postings);
    }

    static AttemptMoney holding(Scope scope, long micros, Instant now) {
        return new AttemptMoney(scope, micros, 0, false, List.of(), now);
    }

    AttemptMoney held(long micros, Instant now) {
        return new AttemptMoney(scope, micros, assumedMicros, settled, postings, now);
    }

    AttemptMoney settled(long assumed, Instant now) {
        return new AttemptMoney(scope, 0, assumed, true, postings, now);
    }

    AttemptMoney applied(String postingId) {
        return new AttemptMoney(
                scope,
                heldMicros,
                assumedMicros,
                settled,
                Stream.concat(postings.stream(), Stream.of(postingId)).toList(),
                touchedAt);
    }
}
