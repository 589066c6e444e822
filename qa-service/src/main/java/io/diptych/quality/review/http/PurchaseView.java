package io.diptych.quality.review.http;

import io.diptych.events.Failure;
import io.diptych.events.GenerationResult;
import io.diptych.events.Route;
import io.diptych.quality.verdict.BuyAgain;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An attempt of which nobody knows whether it was charged, as whoever decides on another one sees it.
///
/// @param claimedAt         when its worker began
/// @param calls             calls that were sent to the provider
/// @param providerRequestId the provider's own id of the call; null where none came
/// @param providerBatchId   the provider's own id of the batch; null where there is none
/// @param failure           code of what went wrong; null where nothing is known
/// @param detail            what went wrong, for a person
/// @param priceMicros       what it costs to buy it again, in micro-USD; null where that is unknown
/// @param spentMicros       what the job may have cost so far, this attempt included, in micro-USD
record PurchaseView(
        String jobId,
        String attemptId,
        int attemptNo,
        String provider,
        String model,
        String tier,
        String lane,
        String workerId,
        Instant claimedAt,
        Instant endedAt,
        int calls,
        @Nullable String providerRequestId,
        @Nullable String providerBatchId,
        @Nullable String failure,
        String detail,
        @Nullable Long priceMicros,
        long spentMicros) {

    static PurchaseView of(GenerationResult result) {
        Route route = result.getJob().getRoute();
        Failure failure = result.getFailure();
        return new PurchaseView(
                result.getJobId(),
                result.getAttemptId(),
                result.getJob().getAttemptNo(),
                route.getProvider(),
                route.getModel(),
                route.getTier(),
                route.getLane().name(),
                result.getWorkerId(),
                result.getStartedAt(),
                result.getOccurredAt(),
                result.getCalls(),
                result.getProviderRequestId(),
                result.getProviderBatchId(),
                failure == null ? null : failure.getCode().name(),
                failure == null ? "" : failure.getMessage(),
                route.getEstimatedMicros(),
                BuyAgain.spentMicros(result));
    }
}
