package io.diptych.cost.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A posting as it is stored.
///
/// @param amountMicros signed, in micro-USD; null where the price is unknown
public record LedgerRow(
        String entryId,
        String attemptId,
        String jobId,
        String tenant,
        String posting,
        @Nullable Long amountMicros,
        String provenance,
        String priceBook,
        String priceBookVersion,
        String explanation,
        String provider,
        String model,
        String tier,
        String lane,
        String stage,
        int attemptNo,
        @Nullable String providerRequestId,
        @Nullable String campaign,
        @Nullable String sku,
        Instant occurredAt) {}
