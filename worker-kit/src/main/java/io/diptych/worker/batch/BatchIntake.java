package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.Reading;
import io.diptych.schemas.Topic;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.ledger.SettlementRecords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a batch of gathered jobs: claims, intent, and dead letters for what can never be a job of ours.
final class BatchIntake {
    private static final Logger log = LoggerFactory.getLogger(BatchIntake.class);

    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final WorkerParts parts;
    private final String provider;
    private final Topic<GenerationJob> jobs;
    private final SettlementRecords settlements;

    BatchIntake(WorkerIdentity identity, WorkerProperties settings, WorkerParts parts, String provider) {
        this.identity = identity;
        this.settings = settings;
        this.parts = parts;
        this.provider = provider;
        this.jobs = parts.topics().batchJobs(identity.model());
        this.settlements = new SettlementRecords(identity.model(), parts);
    }

    /// What is to be written for gathered jobs.
    ///
    /// @param batch null where none of them can be read
    record Taken(@Nullable OpenBatch batch, List<ProducerRecord<byte[], byte[]>> records) {}

    /// Makes a batch of these jobs of one partition.
    Taken take(int partition, List<ConsumerRecord<byte[], byte[]>> gathered) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<GenerationJob> readable = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> origins = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : gathered) {
            switch (parts.codec().decode(jobs, record.key(), record.value())) {
                case Reading.Readable<GenerationJob>(var key, var job)
                when isOurs(job) -> {
                    readable.add(job);
                    origins.add(record);
                }
                case Reading.Readable<GenerationJob>(var key, var job) ->
                    records.add(bury(
                            record,
                            "route is " + job.getRoute().getModel() + " on lane "
                                    + job.getRoute().getLane() + ", must be " + identity.model() + " on lane BATCH"));
                case Reading.Unreadable<GenerationJob>(var reason) -> records.add(bury(record, reason));
            }
        }
        if (readable.isEmpty()) {
            return new Taken(null, records);
        }
        OpenBatch batch = batch(partition, gathered.getFirst().offset(), readable, origins, now);
        batch.claims().forEach(claim -> records.add(settlements.of(claim)));
        records.add(record(batch, BatchState.INTENT));
        return new Taken(batch, records);
    }

    private boolean isOurs(GenerationJob job) {
        return job.getRoute().getModel().equals(identity.model())
                && job.getRoute().getLane() == Lane.BATCH;
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
            claims.add(new Claim(
                    readable.get(i),
                    partition,
                    identity.workerId(),
                    now,
                    now.plus(settings.batch().giveUpAfter()),
                    batchKey,
                    origins.get(i).headers()));
        }
        return new OpenBatch(
                batchKey,
                partition,
                claims,
                identity.workerId(),
                now,
                now.plus(settings.batch().submitTimeout()).plus(settings.leaseMargin()),
                null,
                true);
    }

    /// The same jobs always make the same key; topics that were deleted and made anew do not repeat an old one.
    private String batchKey(int partition, long firstOffset, String firstAttempt) {
        CRC32 hash = new CRC32();
        hash.update(firstAttempt.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return identity.batchGroup() + ".p" + partition + ".o" + firstOffset + "."
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
        return DeadLetters.of(jobs, record, reason, identity.batchGroup());
    }
}
