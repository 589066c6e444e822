package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.events.GenerationJob;
import io.diptych.events.ProviderBatch;
import io.diptych.worker.attempt.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A batch that is not collected yet.
///
/// @param partition       partition of its jobs, which is also that of its records
/// @param claims          of its jobs, in the order in which they are handed over
/// @param leaseUntil      until when whoever gathered it may still be handing it over
/// @param providerBatchId the provider's id; null while nobody knows whether the provider has it
/// @param fresh           whether this process has just gathered it, so that the provider surely does not have it
record OpenBatch(
        String batchKey,
        int partition,
        List<Claim> claims,
        String workerId,
        Instant claimedAt,
        Instant leaseUntil,
        @Nullable String providerBatchId,
        boolean fresh) {

    OpenBatch {
        claims = List.copyOf(claims);
        if (claims.isEmpty()) {
            throw new IllegalArgumentException("batch " + batchKey + " has no jobs, must have one at least");
        }
    }

    /// The batch that an open record of the log speaks of.
    ///
    /// @param attemptLease how long the claims of its jobs hold
    static OpenBatch of(ProviderBatch record, int partition, Duration attemptLease) {
        List<Claim> claims = record.getJobs().stream()
                .map(job -> claim(record, job, partition, attemptLease))
                .toList();
        return new OpenBatch(
                record.getBatchKey(),
                partition,
                claims,
                record.getWorkerId(),
                record.getClaimedAt(),
                record.getLeaseUntil(),
                record.getProviderBatchId(),
                false);
    }

    private static Claim claim(ProviderBatch record, GenerationJob job, int partition, Duration attemptLease) {
        return new Claim(
                job,
                partition,
                record.getWorkerId(),
                record.getClaimedAt(),
                record.getClaimedAt().plus(attemptLease),
                record.getBatchKey(),
                new RecordHeaders());
    }

    /// The same once the provider has it.
    OpenBatch submitted(String id) {
        return new OpenBatch(batchKey, partition, claims, workerId, claimedAt, leaseUntil, id, false);
    }

    /// The same once the provider may have it.
    OpenBatch mayBeThere() {
        return new OpenBatch(batchKey, partition, claims, workerId, claimedAt, leaseUntil, providerBatchId, false);
    }

    /// Whether somebody else may still be handing it over.
    boolean isInOtherHands(String self, Instant now, Duration clockSkew) {
        return providerBatchId == null && !workerId.equals(self) && now.isBefore(leaseUntil.plus(clockSkew));
    }

    /// The record of its present state. Once it has ended it carries its jobs no longer.
    ProviderBatch record(BatchState state, String model, String provider, Instant now) {
        boolean isOpen = state == BatchState.INTENT || state == BatchState.SUBMITTED;
        return ProviderBatch.newBuilder()
                .setBatchKey(batchKey)
                .setModel(model)
                .setProvider(provider)
                .setState(state)
                .setProviderBatchId(providerBatchId)
                .setWorkerId(workerId)
                .setJobs(isOpen ? claims.stream().map(Claim::job).toList() : List.of())
                .setClaimedAt(claimedAt)
                .setLeaseUntil(leaseUntil)
                .setOccurredAt(now)
                .build();
    }
}
