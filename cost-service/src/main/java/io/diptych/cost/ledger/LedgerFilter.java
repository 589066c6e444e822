package io.diptych.cost.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which postings are meant; null stands for all.
///
/// @param from     first moment, inclusive
/// @param to       last moment, exclusive
public record LedgerFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String campaign,
        @Nullable String tenant) {}
