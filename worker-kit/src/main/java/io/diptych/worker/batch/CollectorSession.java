package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.platform.kafka.RegistryUnavailableException;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.StopSignal;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.cancel.Cancellations;
import io.diptych.worker.cancel.Unbought;
import io.diptych.worker.ledger.AbandonedTurns;
import io.diptych.worker.ledger.SettlementRecords;
import io.diptych.worker.ledger.Turn;
import io.diptych.worker.ledger.TurnWriter;
import io.diptych.worker.provider.BatchProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One membership of a collector in its group. All it knows it has from the log, so the next one can go on from there.
final class CollectorSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CollectorSession.class);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /// An answer holds every image of its batch, several times over while it is read.
    private static final int ANSWERS_AT_ONCE = 1;

    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final WorkerParts parts;
    private final WorkerProperties.Batch limits;
    private final BatchIntake intake;
    private final SettlementRecords settlements;
    private final Gathering gathering;
    private final Cancellations cancellations;
    private final TurnWriter writer;
    private final AbandonedTurns abandoned;
    private final BatchConsumer consumer;
    private final BatchLog batches;
    private final Couriers couriers;
    private final List<OpenBatch> inOtherHands = new ArrayList<>();
    private final IntConsumer showOpen;

    CollectorSession(
            WorkerIdentity identity,
            WorkerProperties settings,
            CollectorProperties times,
            Supply supply,
            WorkerParts parts,
            String providerName,
            BatchProvider provider,
            IntConsumer showOpen) {
        this.identity = identity;
        this.settings = settings;
        this.parts = parts;
        this.showOpen = showOpen;
        this.limits = supply.limits(settings, times);
        this.cancellations = new Cancellations(parts, identity.batchTransactionalId() + ".cancellations");
        this.intake = new BatchIntake(
                identity, settings, limits, times, supply, parts, providerName, new Unbought(cancellations));
        this.settlements = new SettlementRecords(identity.model(), parts);
        this.gathering = new Gathering(limits, times, intake::deadline);
        this.writer = TurnWriter.begin(parts.kafka(), identity.batchTransactionalId());
        this.abandoned = new AbandonedTurns(parts.kafka(), supply.group(identity), identity::isBatchCollector);
        this.consumer = new BatchConsumer(identity, parts, supply, gathering, limits.max(), settings.patience());
        this.batches = new BatchLog(identity, parts, limits.giveUpAfter());
        this.couriers = new Couriers(new Courier(
                identity.model(),
                settings,
                limits,
                times,
                supply,
                parts,
                provider,
                cancellations::isCancelled,
                new Semaphore(ANSWERS_AT_ONCE)));
    }

    /// @throws MissingPrerequisiteException when no broker answers any more; the providers still have the batches
    void run(StopSignal stop) throws InterruptedException, MissingPrerequisiteException {
        consumer.subscribe(this::assigned, this::revoked);
        while (!stop.isStopped()) {
            try {
                turn();
            } catch (RegistryUnavailableException e) {
                log.atWarn()
                        .addKeyValue("model", identity.model())
                        .addKeyValue("error", e.getMessage())
                        .log("collector waits");
                stop.await(PAUSE);
            }
        }
    }

    private void assigned(Collection<Integer> partitions) {
        String topic = parts.topics().batches().name();
        abandoned.end(partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList());
        batches.read(partitions);
    }

    private void revoked(Collection<Integer> partitions) {
        batches.forget(partitions);
        couriers.giveUp(partitions);
        inOtherHands.removeIf(batch -> partitions.contains(batch.partition()));
    }

    private void turn() throws MissingPrerequisiteException {
        consumer.poll(couriers.hasSteps() ? Duration.ZERO : GLANCE);
        batches.advance().forEach(this::resume);
        resumeWhatOthersLeft();
        cancellations.glance();
        writeSteps();
        claimDue();
        showOpen.accept(couriers.open());
    }

    private void resume(OpenBatch batch) {
        if (couriers.carries(batch.batchKey())) {
            return;
        }
        if (batch.isInOtherHands(identity.workerId(), parts.clock().instant(), settings.clockSkew())) {
            inOtherHands.add(batch);
        } else {
            log.atInfo().addKeyValue("batch", batch.batchKey()).log("batch is resumed");
            couriers.send(batch);
        }
    }

    /// Once the lease of whoever gathered a batch is over the log is read again: it may have been handed over
    /// meanwhile.
    private void resumeWhatOthersLeft() {
        Instant now = parts.clock().instant();
        List<Integer> again = inOtherHands.stream()
                .filter(batch -> !batch.isInOtherHands(identity.workerId(), now, settings.clockSkew()))
                .map(OpenBatch::partition)
                .distinct()
                .toList();
        if (!again.isEmpty()) {
            inOtherHands.removeIf(batch -> again.contains(batch.partition()));
            batches.read(again);
        }
    }

    private void writeSteps() throws MissingPrerequisiteException {
        for (Step step = couriers.next(); step != null; step = couriers.next()) {
            if (!write(records(step), consumer.standing(step.batch().partition()), () -> true)) {
                return;
            }
            couriers.written(step);
            if (step instanceof Step.Ended ended) {
                ended.settlements()
                        .forEach(settlement -> parts.meters().settled(identity.model(), settlement.status()));
            }
        }
    }

    private List<ProducerRecord<byte[], byte[]>> records(Step step) {
        return switch (step) {
            case Step.Submitted(var batch) -> List.of(intake.record(batch, BatchState.SUBMITTED));
            case Step.Ended(var batch, var state, var ends, var moved) -> {
                List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
                for (Settlement settlement : ends) {
                    records.addAll(settlements.of(settlement));
                }
                for (Step.Moved move : moved) {
                    records.addAll(intake.moved(move));
                }
                records.add(intake.record(batch, state));
                yield records;
            }
        };
    }

    /// Before anything is bought, everything that was cancelled until now is known: the broker is asked here, and
    /// listened to before the claims are committed.
    private void claimDue() throws MissingPrerequisiteException {
        for (int partition : gathering.due(parts.clock().instant())) {
            if (!batches.isKnown(partition) || couriers.open() >= limits.maxOpen()) {
                continue;
            }
            if (!cancellations.ask()) {
                return;
            }
            List<ConsumerRecord<byte[], byte[]>> next = gathering.next(partition);
            BatchIntake.Taken taken = intake.take(partition, next);
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            offsets.put(
                    new TopicPartition(next.getFirst().topic(), partition),
                    new OffsetAndMetadata(next.get(taken.jobs() - 1).offset() + 1));
            OpenBatch batch = taken.batch();
            if (write(taken.records(), offsets, () -> batch == null || areWanted(batch))) {
                gathering.taken(partition, taken.jobs());
                taken.settled().forEach(this::countUnbought);
                if (batch != null) {
                    parts.meters()
                            .claimedForBatch(identity.model(), batch.claims().size());
                    couriers.send(batch);
                }
            }
        }
    }

    private boolean areWanted(OpenBatch batch) {
        return cancellations.catchUp()
                && batch.claims().stream().noneMatch(claim -> cancellations.isCancelled(claim.job()));
    }

    private void countUnbought(Settlement settlement) {
        parts.meters().settled(identity.model(), settlement.status());
        Receipt.Problem problem = settlement.receipt().problem();
        if (problem != null) {
            parts.meters().unbought(identity.model(), problem.code().name().toLowerCase(Locale.ROOT));
        }
        log.atInfo()
                .addKeyValue("attempt", settlement.attemptId())
                .addKeyValue("model", identity.model())
                .addKeyValue("code", problem == null ? null : problem.code())
                .log("job ends without a purchase");
    }

    /// Writes under the group's membership: the broker refuses it from a member that has lost the partition.
    private boolean write(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            BooleanSupplier stillTrue)
            throws MissingPrerequisiteException {
        boolean isWritten =
                writer.write(new Turn(records, offsets, consumer.member(), stillTrue)) == TurnWriter.Ending.COMMITTED;
        if (!isWritten) {
            parts.meters().refused(identity.model(), "batch");
            consumer.listen(GLANCE.multipliedBy(4));
        }
        return isWritten;
    }

    @Override
    public void close() {
        couriers.close();
        try (writer;
                batches;
                abandoned;
                cancellations;
                consumer) {
            log.atDebug().addKeyValue("model", identity.model()).log("collector leaves its group");
        }
    }
}
