package io.diptych.worker.pump;

import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.RegistryUnavailableException;
import io.diptych.schemas.Topic;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.ledger.SettlementRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes jobs from the buffer: each becomes a claim, or a dead letter when it can never be one.
final class JobIntake {
    private static final Logger log = LoggerFactory.getLogger(JobIntake.class);
    /// A claim and a result carry the job, so a job that fills a record by itself can be neither.
    private static final int MAX_JOB_BYTES = 900_000;

    private static final int MAX_RECORDS = 500;

    /// What one turn takes.
    ///
    /// @param taken   as read, to be given back when the turn is refused
    /// @param claims  to be started when the turn is written
    /// @param records the claims and dead letters, to be written
    /// @param offsets that go with them
    record Taken(
            List<ConsumerRecord<byte[], byte[]>> taken,
            List<Claim> claims,
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets) {

        static Taken nothing() {
            return new Taken(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        }
    }

    private final WorkerIdentity identity;
    private final WorkerParts parts;
    private final Topic<GenerationJob> jobs;
    private final Duration lease;
    private final SettlementRecords settlements;

    /// @param lease how long a claim is its worker's
    JobIntake(WorkerIdentity identity, WorkerParts parts, Duration lease) {
        this.identity = identity;
        this.parts = parts;
        this.jobs = parts.topics().jobs(identity.model());
        this.lease = lease;
        this.settlements = new SettlementRecords(identity.model(), parts);
    }

    /// Takes what is waiting, in order, as long as there are slots.
    ///
    /// @param runsHere whether an attempt is in this worker's hands already
    /// @throws RegistryUnavailableException when the registry does not answer; everything is in the buffer again
    Taken take(JobBuffer buffer, int freeSlots, Predicate<String> runsHere) {
        Taken taken = Taken.nothing();
        try {
            while (taken.claims().size() < freeSlots && taken.taken().size() < MAX_RECORDS) {
                ConsumerRecord<byte[], byte[]> record = buffer.poll();
                if (record == null) {
                    break;
                }
                taken.taken().add(record);
                add(taken, record, runsHere);
                taken.offsets()
                        .put(
                                new TopicPartition(record.topic(), record.partition()),
                                new OffsetAndMetadata(record.offset() + 1));
            }
            return taken;
        } catch (RegistryUnavailableException e) {
            buffer.giveBack(taken.taken());
            throw e;
        }
    }

    private void add(Taken taken, ConsumerRecord<byte[], byte[]> record, Predicate<String> runsHere) {
        switch (parts.codec().decode(jobs, record.key(), record.value())) {
            case Reading.Readable<GenerationJob> readable -> {
                GenerationJob job = readable.value();
                Optional<String> objection = objection(
                        job,
                        record,
                        attemptId -> runsHere.test(attemptId)
                                || taken.claims().stream()
                                        .anyMatch(claim -> claim.attemptId().equals(attemptId)));
                if (objection.isPresent()) {
                    bury(taken, record, objection.get());
                } else {
                    claim(taken, record, job);
                }
            }
            case Reading.Unreadable<GenerationJob> unreadable -> bury(taken, record, unreadable.reason());
        }
    }

    private Optional<String> objection(
            GenerationJob job, ConsumerRecord<byte[], byte[]> record, Predicate<String> isKnown) {
        if (!identity.model().equals(job.getRoute().getModel())) {
            return Optional.of(
                    "route.model is '" + job.getRoute().getModel() + "', must be '" + identity.model() + "'");
        }
        if (job.getRoute().getLane() == Lane.BATCH) {
            return Optional.of("route.lane is BATCH, must be INTERACTIVE or BULK on topic " + jobs.name());
        }
        if (record.serializedValueSize() > MAX_JOB_BYTES) {
            return Optional.of(
                    "job has " + record.serializedValueSize() + " bytes, must have at most " + MAX_JOB_BYTES);
        }
        if (isKnown.test(job.getAttemptId())) {
            return Optional.of("attempt " + job.getAttemptId() + " is running already, must be bought once");
        }
        return Optional.empty();
    }

    private void claim(Taken taken, ConsumerRecord<byte[], byte[]> record, GenerationJob job) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Claim claim =
                new Claim(job, record.partition(), identity.workerId(), now, now.plus(lease), null, record.headers());
        taken.claims().add(claim);
        taken.records().add(settlements.of(claim));
    }

    private void bury(Taken taken, ConsumerRecord<byte[], byte[]> record, String reason) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", reason)
                .log("job is dead-lettered");
        parts.meters().deadLettered(jobs);
        taken.records().add(DeadLetters.of(jobs, record, reason, identity.group()));
    }
}
