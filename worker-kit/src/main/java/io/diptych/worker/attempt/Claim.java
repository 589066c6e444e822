package io.diptych.worker.attempt;

import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A worker's claim on an attempt: from now on this worker, and no other, may be buying it.
///
/// @param job        what is to be made; its route names the lane
/// @param partition  partition number of the job, which is also that of the claim and of its settlement
/// @param workerId   who claims
/// @param claimedAt  when
/// @param leaseUntil until when the worker may be buying and may settle; afterwards only the partition's owner
///                   settles
/// @param batchKey   batch that carries the attempt; null on the standard lanes
/// @param headers    of the job's record; trace context travels in them
public record Claim(
        GenerationJob job,
        int partition,
        String workerId,
        Instant claimedAt,
        Instant leaseUntil,
        @Nullable String batchKey,
        Headers headers) {

    public Claim {
        if (!leaseUntil.isAfter(claimedAt)) {
            throw new IllegalArgumentException("lease of attempt " + job.getAttemptId() + " ends " + leaseUntil
                    + ", must end after the claim of " + claimedAt);
        }
    }

    /// The claim that an open record of the attempts log speaks of.
    ///
    /// @throws IllegalArgumentException when the record is no open claim with its job
    public static Claim of(AttemptRecord open, int partition, Headers headers) {
        GenerationJob job = open.getJob();
        if (open.getStatus() != AttemptStatus.CLAIMED || job == null) {
            throw new IllegalArgumentException("attempt " + open.getAttemptId() + " is " + open.getStatus()
                    + (job == null ? " without" : " with") + " a job, must be CLAIMED with its job");
        }
        return new Claim(
                job,
                partition,
                open.getWorkerId(),
                open.getClaimedAt(),
                open.getLeaseUntil(),
                open.getBatchKey(),
                headers);
    }

    /// The attempt.
    public String attemptId() {
        return job.getAttemptId();
    }

    /// Whether the claim's worker may no longer settle.
    public boolean isLeaseOver(Instant now) {
        return !now.isBefore(leaseUntil);
    }

    /// The record that makes the claim.
    public AttemptRecord record() {
        return base(AttemptStatus.CLAIMED, claimedAt).setJob(job).build();
    }

    /// The record that ends the claim without an end of the attempt: nothing was bought, and it goes on elsewhere.
    public AttemptRecord released(Instant now) {
        return base(AttemptStatus.NOT_BILLED, now).build();
    }

    /// A record of the attempt without its job.
    AttemptRecord.Builder base(AttemptStatus status, Instant now) {
        return AttemptRecord.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setModel(job.getRoute().getModel())
                .setLane(batchKey == null ? job.getRoute().getLane() : Lane.BATCH)
                .setStatus(status)
                .setWorkerId(workerId)
                .setClaimedAt(claimedAt)
                .setLeaseUntil(leaseUntil)
                .setBatchKey(batchKey)
                .setOccurredAt(now);
    }
}
