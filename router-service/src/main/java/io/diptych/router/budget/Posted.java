package io.diptych.router.budget;

import io.diptych.events.Posting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A posting of the ledger, as far as budgets look at it.
///
/// @param entryId      identity of the posting; a repeat changes nothing
/// @param attemptId    the attempt it is of
/// @param scope        what it was spent for
/// @param amountMicros signed, in micro-USD; null where the price is unknown
/// @param at           when the attempt ended at the provider, which says in which period it counts
public record Posted(
        String entryId,
        String attemptId,
        Scope scope,
        Posting posting,
        @Nullable Long amountMicros,
        Instant at) {}
