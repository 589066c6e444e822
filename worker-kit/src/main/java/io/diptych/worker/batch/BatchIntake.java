package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.events.Route;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.Reading;
import io.diptych.schemas.Topic;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.cancel.Unbought;
import io.diptych.worker.ledger.SettlementRecords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a batch of gathered jobs: claims, intent, and dead letters for what can never be a job of ours.
final class BatchIntake {
    private static final Logger log = LoggerFactory.getLogger(BatchIntake.class);

    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final WorkerProperties.Batch limits;
    private final CollectorProperties times;
    private final Supply supply;
    private final WorkerParts parts;
    private final String provider;
    private final Topic<GenerationJob> jobs;
    private final SettlementRecords settlements;
    private final Unbought unbought;

    BatchIntake(
            WorkerIdentity identity,
            WorkerProperties settings,
            WorkerProperties.Batch limits,
            CollectorProperties times,
            Supply supply,
            WorkerParts parts,
            String provider,
            Unbought unbought) {
        this.identity = identity;
        this.settings = settings;
        this.limits = limits;
        this.times = times;
        this.supply = supply;
        this.parts = parts;
        this.provider = provider;
        this.jobs = supply.topic(parts.topics(), identity.model());
        this.settlements = new SettlementRecords(identity.model(), parts);
        this.unbought = unbought;
    }

    /// What is to be written for gathered jobs.
    ///
    /// @param batch   null where none of them goes into one
    /// @param jobs    how many of the gathered ones it is about, the first ones
    /// @param settled attempts that end without a purchase
    record Taken(
            @Nullable OpenBatch batch,
            List<ProducerRecord<byte[], byte[]>> records,
            int jobs,
            List<Settlement> settled) {}

    /// Makes a batch of these jobs of one partition.
    Taken take(int partition, List<ConsumerRecord<byte[], byte[]>> gathered) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<GenerationJob> readable = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> origins = new ArrayList<>();
        List<Settlement> settled = new ArrayList<>();
        long inputs = 0;
        int taken = 0;
        for (ConsumerRecord<byte[], byte[]> record : gathered) {
            switch (parts.codec().decode(jobs, record.key(), record.value())) {
                case Reading.Readable<GenerationJob>(var key, var job)
                when isOurs(job) -> {
                    Optional<Settlement> end = unbought.endOf(claim(job, record, null, now), now);
                    inputs += end.isPresent() ? 0 : inputBytes(job);
                    if (end.isPresent()) {
                        settled.add(end.get());
                        records.addAll(settlements.of(end.get()));
                    } else if (isUrgent(job, now)) {
                        records.add(onStandardLane(job, record.headers()));
                    } else if (!readable.isEmpty()
                            && inputs > limits.maxResults().toBytes()) {
                        return taken(partition, gathered, readable, origins, records, taken, settled, now);
                    } else {
                        readable.add(job);
                        origins.add(record);
                    }
                }
                case Reading.Readable<GenerationJob>(var key, var job) ->
                    records.add(bury(
                            record,
                            "route is " + job.getRoute().getModel() + " on lane "
                                    + job.getRoute().getLane() + ", must be " + identity.model()
                                    + (supply == Supply.BATCHES ? " on lane BATCH" : " on another lane than BATCH")));
                case Reading.Unreadable<GenerationJob>(var reason) -> records.add(bury(record, reason));
            }
            taken++;
        }
        return taken(partition, gathered, readable, origins, records, taken, settled, now);
    }

    private Taken taken(
            int partition,
            List<ConsumerRecord<byte[], byte[]>> gathered,
            List<GenerationJob> readable,
            List<ConsumerRecord<byte[], byte[]>> origins,
            List<ProducerRecord<byte[], byte[]>> records,
            int taken,
            List<Settlement> settled,
            Instant now) {
        if (readable.isEmpty()) {
            return new Taken(null, records, taken, settled);
        }
        OpenBatch batch = batch(partition, gathered.getFirst().offset(), readable, origins, now);
        batch.claims().forEach(claim -> records.add(settlements.of(claim)));
        records.add(record(batch, BatchState.INTENT));
        return new Taken(batch, records, taken, settled);
    }

    /// A job's deadline; empty where it has none, or where the record is no job.
    Optional<Instant> deadline(ConsumerRecord<byte[], byte[]> record) {
        return parts.codec().decode(jobs, record.key(), record.value())
                                instanceof Reading.Readable<GenerationJob>(var _, var job)
                        && supply == Supply.BATCHES
                ? Optional.ofNullable(job.getRequest().getConstraints().getDeadline())
                : Optional.empty();
    }

    private boolean isUrgent(GenerationJob job, Instant now) {
        return supply == Supply.BATCHES
                && times.isUrgent(job.getRequest().getConstraints().getDeadline(), now);
    }

    /// What is kept in memory at once of the images that a job starts from.
    private static long inputBytes(GenerationJob job) {
        return job.getRequest().getReferences().stream()
                .mapToLong(reference -> Math.max(0, reference.getAsset().getBytes()))
                .sum();
    }

    /// The records by which an attempt goes to another lane: its claim ends, nothing was billed, and the same
    /// attempt is to be made there.
    List<ProducerRecord<byte[], byte[]>> moved(Step.Moved move) {
        Claim claim = move.claim();
        return List.of(
                parts.codec()
                        .record(
                                parts.topics().attempts(identity.model()),
                                claim.partition(),
                                claim.released(parts.clock().instant()),
                                claim.headers()),
                move.lane() == Lane.BATCH
                        ? parts.codec().record(jobs, claim.job(), claim.headers())
                        : onStandardLane(claim.job(), claim.headers()));
    }

    /// The same attempt at the standard price: it leaves the batch lane in the transaction that takes it off, so once.
    private ProducerRecord<byte[], byte[]> onStandardLane(GenerationJob job, Headers headers) {
        log.atInfo().addKeyValue("attempt", job.getAttemptId()).log("deadline nears, job leaves the batch lane");
        Route route = Route.newBuilder(job.getRoute())
                .setLane(Lane.INTERACTIVE)
                .setEstimatedMicros(null)
                .setReason(job.getRoute().getReason() + "; left the batch lane because its deadline nears")
                .build();
        return parts.codec()
                .record(
                        parts.topics().jobs(identity.model()),
                        GenerationJob.newBuilder(job).setRoute(route).build(),
                        headers);
    }

    private boolean isOurs(GenerationJob job) {
        return job.getRoute().getModel().equals(identity.model())
                && supply.takes(job.getRoute().getLane());
    }

    private OpenBatch batch(
            int partition,
            long firstOffset,
            List<GenerationJob> readable,
            List<ConsumerRecord<byte[], byte[]>> origins,
            Instant now) {
        String batchKey = batchKey(partition, firstOffset, readable.getFirst().getAttemptId());
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < readable.size(); i++) {
            claims.add(claim(readable.get(i), origins.get(i), batchKey, now));
        }
        return new OpenBatch(
                batchKey,
                partition,
                claims,
                identity.workerId(),
                now,
                now.plus(limits.submitTimeout()).plus(settings.leaseMargin()),
                null,
                true);
    }

    private Claim claim(
            GenerationJob job, ConsumerRecord<byte[], byte[]> origin, @Nullable String batchKey, Instant now) {
        return new Claim(
                job,
                origin.partition(),
                identity.workerId(),
                now,
                now.plus(limits.giveUpAfter()),
                batchKey,
                origin.headers());
    }

    /// The same jobs always make the same key; topics that were deleted and made anew do not repeat an old one.
    private String batchKey(int partition, long firstOffset, String firstAttempt) {
        CRC32 hash = new CRC32();
        hash.update(firstAttempt.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return supply.group(identity) + ".p" + partition + ".o" + firstOffset + "."
                + HexFormat.of().toHexDigits((int) hash.getValue());
    }

    /// The record of a batch, on the partition of its jobs.
    ProducerRecord<byte[], byte[]> record(OpenBatch batch, BatchState state) {
        return parts.codec()
                .record(
                        parts.topics().batches(),
                        batch.partition(),
                        batch.record(
                                state, identity.model(), provider, parts.clock().instant()),
                        new RecordHeaders());
    }

    private ProducerRecord<byte[], byte[]> bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", reason)
                .log("job is dead-lettered");
        parts.meters().deadLettered(jobs);
        return DeadLetters.of(jobs, record, reason, supply.group(identity));
    }
}
