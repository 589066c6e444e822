package io.diptych.cost.ledger;

import java.time.Instant;

/// An attempt of which nobody knows yet whether, or how much, it is charged.
///
/// @param since       when it ended
/// @param heldMicros  what is kept back for it, in micro-USD
/// @param unpriced    whether a price is unknown
/// @param explanation for a person
public record OpenAttempt(
        String attemptId,
        String tenant,
        String provider,
        String model,
        Instant since,
        long heldMicros,
        boolean unpriced,
        String explanation) {}
