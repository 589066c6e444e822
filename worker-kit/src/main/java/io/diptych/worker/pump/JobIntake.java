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
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.cancel.Unbought;
import io.diptych.worker.ledger.SettlementRecords;
import io.diptych.worker.limit.ModelGate.HandBack;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes jobs from the buffer. Each becomes a claim; or a settlement, where it is clear that no
/// provider will be asked; or a dead letter, where it can never be a job.
final class JobIntake {
    private static final Logger log = LoggerFactory.getLogger(JobIntake.class);
    /// A claim and a result carry the job, so a job that fills a record by itself can be neither.
    private static final int MAX_JOB_BYTES = 900_000;

    private static final int MAX_RECORDS = 500;

    /// What one turn may take.
    ///
    /// @param slots         calls that may be claimed
    /// @param slotsByTenant slots that are in use
    /// @param handBack      why everything is handed back; empty where it is not
    record Room(int slots, Map<String, Integer> slotsByTenant, Optional<HandBack> handBack) {}

    /// What one turn takes.
    ///
    /// @param taken   to be given back when the turn is refused
    /// @param claims  to be started when the turn is written
    /// @param settled attempts that end without a provider
    /// @param records the claims, settlements and dead letters, to be written
    record Taken(
            List<Waiting> taken,
            List<Claim> claims,
            List<Settlement> settled,
            List<ProducerRecord<byte[], byte[]>> records) {

        static Taken nothing() {
            return new Taken(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /// Partitions whose offsets move.
        Set<Integer> partitions() {
            Set<Integer> partitions = new LinkedHashSet<>();
            taken.forEach(job -> partitions.add(job.record().partition()));
            return partitions;
        }
    }

    private final WorkerIdentity identity;
    private final WorkerParts parts;
    private final Topic<GenerationJob> jobs;
    private final Duration lease;
    private final SettlementRecords settlements;
    private final Unbought unbought;

    /// @param lease how long a claim is its worker's
    JobIntake(WorkerIdentity identity, WorkerParts parts, Duration lease, Unbought unbought) {
        this.identity = identity;
        this.parts = parts;
        this.jobs = parts.topics().jobs(identity.model());
        this.lease = lease;
        this.settlements = new SettlementRecords(identity.model(), parts);
        this.unbought = unbought;
    }

    /// Takes what is waiting, as long as there is room.
    ///
    /// @param runsHere whether an attempt is in this worker's hands already
    /// @throws RegistryUnavailableException when the registry does not answer; everything is in the buffer again
    Taken take(JobBuffer buffer, Room room, Predicate<String> runsHere) {
        Taken taken = Taken.nothing();
        try {
            Set<Waiting> left = new LinkedHashSet<>(buffer.takeable());
            for (Waiting job : List.copyOf(left)) {
                if (room.handBack().isPresent()
                        || unbought.isWorthALook(job.record().key())) {
                    take(taken, buffer, job, room, runsHere);
                    left.remove(job);
                }
            }
            if (left.size() <= room.slots() - taken.claims().size()) {
                left.stream().limit(MAX_RECORDS).forEach(job -> take(taken, buffer, job, room, runsHere));
            } else if (room.slots() > 0) {
                takeFairly(taken, buffer, left, room, runsHere);
            }
            return taken;
        } catch (RegistryUnavailableException e) {
            buffer.giveBack(taken.taken());
            throw e;
        }
    }

    private void takeFairly(Taken taken, JobBuffer buffer, Set<Waiting> jobs, Room room, Predicate<String> runsHere) {
        FairChoice choice = new FairChoice(room.slotsByTenant(), this::card, jobs);
        while (taken.claims().size() < room.slots() && taken.taken().size() < MAX_RECORDS) {
            Waiting job = choice.next();
            if (job == null) {
                return;
            }
            int before = taken.claims().size();
            take(taken, buffer, job, room, runsHere);
            if (taken.claims().size() > before) {
                choice.claimed(taken.claims().getLast().job().getTenant());
            }
        }
    }

    private Waiting.Card card(Waiting waiting) {
        ConsumerRecord<byte[], byte[]> record = waiting.record();
        return switch (parts.codec().decode(jobs, record.key(), record.value())) {
            case Reading.Readable<GenerationJob>(var _, var job) ->
                new Waiting.Card(job.getTenant(), job.getRoute().getLane() == Lane.INTERACTIVE);
            case Reading.Unreadable<GenerationJob> _ -> new Waiting.Card("", true);
        };
    }

    private void take(Taken taken, JobBuffer buffer, Waiting waiting, Room room, Predicate<String> runsHere) {
        ConsumerRecord<byte[], byte[]> record = waiting.record();
        switch (parts.codec().decode(jobs, record.key(), record.value())) {
            case Reading.Readable<GenerationJob>(var _, var job) -> {
                Optional<String> objection = objection(
                        job,
                        record,
                        attemptId -> runsHere.test(attemptId)
                                || taken.claims().stream()
                                        .anyMatch(claim -> claim.attemptId().equals(attemptId)));
                if (objection.isPresent()) {
                    bury(taken, record, objection.get());
                } else if (!claimOrSettle(taken, record, job, room)) {
                    return;
                }
            }
            case Reading.Unreadable<GenerationJob>(var reason) -> bury(taken, record, reason);
        }
        buffer.take(waiting);
        taken.taken().add(waiting);
    }

    /// @return false when there is no room for it: it goes on waiting
    private boolean claimOrSettle(Taken taken, ConsumerRecord<byte[], byte[]> record, GenerationJob job, Room room) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Claim claim =
                new Claim(job, record.partition(), identity.workerId(), now, now.plus(lease), null, record.headers());
        Optional<Settlement> end = unbought.endOf(claim, now)
                .or(() -> room.handBack().map(why -> Settlement.unbought(claim, why.code(), why.reason(), now)));
        if (end.isPresent()) {
            taken.settled().add(end.get());
            taken.records().addAll(settlements.of(end.get()));
            return true;
        }
        if (taken.claims().size() >= room.slots()) {
            return false;
        }
        taken.claims().add(claim);
        taken.records().add(settlements.of(claim));
        return true;
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
