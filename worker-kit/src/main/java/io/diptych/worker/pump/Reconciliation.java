package io.diptych.worker.pump;

import io.diptych.events.AttemptRecord;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerMeters;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.attempt.Receipts;
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.ledger.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds orphaned claims in our partitions and answers them: from the receipt where there is one, else as unknown.
final class Reconciliation implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private final WorkerIdentity identity;
    private final WorkerParts parts;
    private final Assignment assignment;
    private final SettlementOutbox outbox;
    private final Predicate<String> runsHere;
    private final Receipts receipts;
    private final OpenClaims open;
    private final LogReader<AttemptRecord> attempts;
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    private final Queue<Claim> unanswered = new ConcurrentLinkedQueue<>();

    /// @param runsHere whether an attempt is in this worker's own hands
    Reconciliation(
            WorkerIdentity identity,
            WorkerParts parts,
            Duration clockSkew,
            Assignment assignment,
            SettlementOutbox outbox,
            Predicate<String> runsHere) {
        this.identity = identity;
        this.parts = parts;
        this.assignment = assignment;
        this.outbox = outbox;
        this.runsHere = runsHere;
        this.receipts = new Receipts(parts.assets());
        this.open = new OpenClaims(identity.workerId(), clockSkew);
        this.attempts = new LogReader<>(
                parts.topics().attempts(identity.model()),
                parts.kafka(),
                parts.codec(),
                identity.transactionalId() + ".attempts",
                this::seen);
    }

    /// What is in our own hands is no open claim to us: it ends by being settled or by being [left][#leave].
    private void seen(AttemptRecord attempt, ConsumerRecord<byte[], byte[]> record) {
        if (!isInHand(attempt.getAttemptId())) {
            open.seen(
                    record.partition(), attempt, record.headers(), parts.clock().instant());
        }
    }

    /// Partitions became ours: what their log leaves open is our affair.
    void assigned(Collection<Integer> partitions) {
        partitions.forEach(this::read);
    }

    /// Partitions went.
    void revoked(Collection<Integer> partitions) {
        partitions.forEach(partition -> {
            open.forget(partition);
            attempts.forget(partition);
        });
    }

    /// A claim of our own whose lease ran out. If its partition is ours, so is its settlement; else it is another's.
    void leave(Claim claim) {
        parts.meters().lapsed(identity.model());
        log.atWarn().addKeyValue("attempt", claim.attemptId()).log("lease ran out, attempt is left to reconciliation");
        if (assignment.owns(claim.partition())) {
            open.add(claim, parts.clock().instant());
        }
    }

    /// Goes on a little.
    void step(Instant now) {
        for (Claim claim = unanswered.poll(); claim != null; claim = unanswered.poll()) {
            if (assignment.owns(claim.partition())) {
                open.add(claim, now);
            }
        }
        attempts.advance().forEach(open::readingEnded);
        open.certain(now, this::isInHand).forEach(this::answer);
        open.doubtful(now, this::isInHand).forEach(this::read);
    }

    private boolean isInHand(String attemptId) {
        return asking.contains(attemptId) || runsHere.test(attemptId);
    }

    private void read(int partition) {
        open.readingBegan(partition, parts.clock().instant());
        attempts.read(partition);
    }

    private void answer(Claim claim) {
        open.remove(claim.partition(), claim.attemptId());
        asking.add(claim.attemptId());
        Assignment.Tenure tenure = assignment.tenure(claim.partition());
        Thread.ofVirtual().name("orphan-" + claim.attemptId()).start(() -> {
            try {
                outbox.add(new Ended(settle(claim), tenure));
            } catch (AssetStoreException e) {
                log.atWarn()
                        .addKeyValue("attempt", claim.attemptId())
                        .addKeyValue("error", e.getMessage())
                        .log("asset store does not answer, orphan is settled later");
                unanswered.add(claim);
            } finally {
                asking.remove(claim.attemptId());
            }
        });
    }

    private Settlement settle(Claim claim) {
        Optional<Receipt> receipt = receipts.find(claim.attemptId());
        WorkerMeters meters = parts.meters();
        meters.orphanSettled(identity.model(), receipt.isPresent());
        log.atWarn()
                .addKeyValue("attempt", claim.attemptId())
                .addKeyValue("worker", claim.workerId())
                .addKeyValue("receipt", receipt.isPresent())
                .log("orphaned attempt is settled");
        return receipt.map(found -> new Settlement(claim, found))
                .orElseGet(() -> Settlement.unknown(claim, parts.clock().instant()));
    }

    /// Whether anything is still being found out.
    boolean isBusy() {
        return attempts.isReading() || !asking.isEmpty();
    }

    @Override
    public void close() {
        attempts.close();
    }
}
