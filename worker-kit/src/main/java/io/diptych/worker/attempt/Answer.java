package io.diptych.worker.attempt;

import io.diptych.worker.provider.ProviderOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a provider answered to an attempt, and how long that took.
///
/// @param calls           sent to the provider, retries included
/// @param startedAt       when the first was sent
/// @param providerMillis  time spent waiting for the provider, in milliseconds
/// @param providerBatchId the provider's id of the batch; null on the standard lanes
public record Answer(
        ProviderOutcome outcome,
        int calls,
        Instant startedAt,
        long providerMillis,
        @Nullable String providerBatchId) {}
