package io.diptych.worker.pump;

import io.diptych.platform.kafka.RegistryUnavailableException;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.StopSignal;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.cancel.Cancellations;
import io.diptych.worker.cancel.Unbought;
import io.diptych.worker.ledger.AbandonedTurns;
import io.diptych.worker.ledger.DoubtfulCommitException;
import io.diptych.worker.ledger.Turn;
import io.diptych.worker.ledger.TurnWriter;
import io.diptych.worker.limit.ModelGate;
import io.diptych.worker.limit.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One membership of a pump in its group, from joining to leaving. What runs and what is to be settled
/// outlives it, in [JobPump].
final class PumpSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PumpSession.class);
    private static final Duration GLANCE = Duration.ofMillis(25);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);
    private static final int MAX_SETTLEMENTS = 200;

    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final WorkerParts parts;
    private final PumpMemory memory;
    private final JobBuffer buffer;
    private final JobIntake intake;
    private final TurnRecords records;
    private final TurnWriter writer;
    private final PumpConsumer consumer;
    private final Reconciliation reconciliation;
    private final AbandonedTurns abandoned;
    private final ModelGate gate;
    private final HealthReport health;
    private final Cancellations cancellations;

    PumpSession(
            WorkerIdentity identity,
            WorkerProperties settings,
            WorkerParts parts,
            PumpMemory memory,
            ModelGate gate,
            HealthReport health) {
        this.identity = identity;
        this.settings = settings;
        this.parts = parts;
        this.memory = memory;
        this.buffer = new JobBuffer(settings.readAhead());
        this.gate = gate;
        this.health = health;
        this.cancellations = new Cancellations(parts, identity.transactionalId() + ".cancellations");
        this.intake = new JobIntake(identity, parts, settings.lease(), new Unbought(cancellations));
        this.records = new TurnRecords(identity, parts);
        this.writer = TurnWriter.begin(parts.kafka(), identity.transactionalId());
        this.reconciliation = new Reconciliation(
                identity, parts, settings.clockSkew(), memory.assignment(), memory.outbox(), memory::holds);
        this.abandoned = new AbandonedTurns(parts.kafka(), identity.group(), identity::isPump);
        this.consumer = new PumpConsumer(
                identity, parts, buffer, Math.clamp(settings.readAhead() / 8, 1, 250), settings.patience());
    }

    /// @param showBacklog takes how many jobs wait
    /// @throws MissingPrerequisiteException when no broker answers any more; what runs goes on
    void run(StopSignal stop, LongConsumer showBacklog) throws InterruptedException, MissingPrerequisiteException {
        memory.assignment().clear();
        memory.resolveDoubt(identity, parts);
        report();
        consumer.subscribe(new PumpConsumer.Listener() {
            @Override
            public void assigned(Collection<Integer> partitions) {
                memory.assignment().add(partitions);
                abandoned.end(ofAttempts(partitions));
                reconciliation.assigned(partitions);
            }

            @Override
            public void revoked(Collection<Integer> partitions) {
                memory.assignment().remove(partitions);
                reconciliation.revoked(partitions);
            }
        });
        try (Backlog backlog = new Backlog(parts.kafka(), showBacklog)) {
            while (!stop.isStopped()) {
                turn(stop);
                backlog.step(parts.clock().instant(), consumer.assignment(), consumer::knownPosition, buffer.size());
            }
        }
        drain();
    }

    private List<TopicPartition> ofAttempts(Collection<Integer> partitions) {
        String topic = parts.topics().attempts(identity.model()).name();
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /// Tells the router what is new.
    private void report() {
        Standing standing = gate.standing();
        health.news(standing).ifPresent(turn -> {
            if (writer.write(turn) == TurnWriter.Ending.COMMITTED) {
                health.written(standing);
            }
        });
    }

    private void turn(StopSignal stop) throws InterruptedException, MissingPrerequisiteException {
        if (jobsWaitForSlots()) {
            memory.bell().await(GLANCE);
        }
        consumer.poll(buffer.isEmpty() && memory.outbox().isEmpty() ? GLANCE : Duration.ZERO);
        reconciliation.step(parts.clock().instant());
        giveUpLapsed();
        cancelRunning();
        JobIntake.Taken taken = JobIntake.Taken.nothing();
        try {
            report();
            JobIntake.Room room = room();
            taken = mayTake(room) ? intake.take(buffer, room, memory::holds) : taken;
            if (!write(taken)) {
                buffer.giveBack(taken.taken());
                consumer.listen(GLANCE.multipliedBy(4));
            }
        } catch (RegistryUnavailableException e) {
            log.atWarn()
                    .addKeyValue("model", identity.model())
                    .addKeyValue("error", e.getMessage())
                    .log("pump waits");
            buffer.giveBack(taken.taken());
            stop.await(PAUSE);
        }
    }

    private boolean jobsWaitForSlots() {
        RunningCalls calls = memory.calls();
        return !buffer.isEmpty() && gate.admits(calls.free(), calls.busy()) == 0;
    }

    private JobIntake.Room room() {
        RunningCalls calls = memory.calls();
        return new JobIntake.Room(gate.admits(calls.free(), calls.busy()), calls.busyByTenant(), gate.handBack());
    }

    /// Before anything is bought, everything that was cancelled until now is known: the broker is asked here, and
    /// listened to before the claims are committed.
    private boolean mayTake(JobIntake.Room room) {
        return !buffer.isEmpty() && (room.slots() == 0 || cancellations.ask());
    }

    private boolean areWanted(List<Claim> claims) {
        return claims.isEmpty()
                || (cancellations.catchUp()
                        && claims.stream().noneMatch(claim -> cancellations.isCancelled(claim.job())));
    }

    private void cancelRunning() {
        cancellations.glance();
        if (cancellations.hasNews()) {
            memory.calls().cancel(cancellations::isCancelled);
        }
    }

    private void giveUpLapsed() {
        Instant now = parts.clock().instant();
        memory.calls().overstayed(now).forEach(reconciliation::leave);
        for (Ended forfeited : memory.outbox().takeForfeited(now, memory.assignment())) {
            if (forfeited.tenure() == null) {
                reconciliation.leave(forfeited.settlement().claim());
            }
        }
    }

    /// One transaction: settles what ended, claims what was taken.
    ///
    /// @return false when the broker refused it; nothing is lost
    private boolean write(JobIntake.Taken taken) {
        Instant now = parts.clock().instant();
        List<Ended> ended = SettlementPace.due(
                memory.outbox().ready(now, memory.assignment(), MAX_SETTLEMENTS), kindOf(taken), now);
        if (taken.records().isEmpty() && ended.isEmpty()) {
            return true;
        }
        Turn turn = records.turn(
                ended,
                taken,
                consumer,
                () -> areWanted(taken.claims())
                        && ended.stream()
                                .allMatch(end -> end.maySettle(parts.clock().instant(), memory.assignment())));
        if (!isWritten(turn, ended, taken)) {
            parts.meters().refused(identity.model(), "standard");
            return false;
        }
        memory.outbox()
                .written(ended.stream().map(end -> end.settlement().attemptId()).toList());
        gate.claimed(taken.claims().size());
        taken.claims().forEach(memory.calls()::start);
        records.count(ended, taken);
        return true;
    }

    private SettlementPace.Turn kindOf(JobIntake.Taken taken) {
        if (!taken.claims().isEmpty()) {
            return SettlementPace.Turn.CLAIMS;
        }
        if (!taken.records().isEmpty()) {
            return SettlementPace.Turn.WRITES;
        }
        return jobsWaitForSlots() ? SettlementPace.Turn.WAITS : SettlementPace.Turn.RESTS;
    }

    private boolean isWritten(Turn turn, List<Ended> ended, JobIntake.Taken taken) {
        try {
            return writer.write(turn) == TurnWriter.Ending.COMMITTED;
        } catch (DoubtfulCommitException e) {
            memory.doubt(new Doubt(taken.claims(), ended));
            throw e;
        }
    }

    /// Claims nothing more, waits for what runs, cuts off what does not end in time, settles all that
    /// ended.
    private void drain() throws InterruptedException {
        consumer.close();
        memory.assignment().clear();
        Instant cutOff = parts.clock().instant().plus(settings.drain());
        boolean isCutOff = false;
        while (memory.calls().open() > 0 || !memory.outbox().isEmpty()) {
            Instant now = parts.clock().instant();
            if (!isCutOff && now.isAfter(cutOff)) {
                memory.calls().stopAll();
                isCutOff = true;
            }
            if (now.isAfter(cutOff.plus(LAST_WORDS))) {
                log.atWarn()
                        .addKeyValue("model", identity.model())
                        .addKeyValue("calls", memory.calls().open())
                        .log("calls did not end in time, left to reconciliation");
                return;
            }
            memory.bell().await(GLANCE);
            giveUpLapsed();
            cancelRunning();
            write(JobIntake.Taken.nothing());
        }
    }

    @Override
    public void close() {
        memory.assignment().clear();
        try (writer;
                reconciliation;
                abandoned;
                cancellations;
                consumer) {
            log.atDebug().addKeyValue("model", identity.model()).log("pump leaves its group");
        } catch (TimeoutException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("pump could not leave its group in time");
        } catch (KafkaException e) {
            log.atWarn().setCause(e).log("pump could not leave its group");
        }
    }
}
