package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.events.ProviderBatch;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.ledger.LogReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The batches of our partitions as the log tells them.
final class BatchLog implements AutoCloseable {
    private final WorkerIdentity identity;
    private final Duration attemptLease;
    private final LogReader<ProviderBatch> reader;
    private final Map<Integer, Map<String, OpenBatch>> open = new HashMap<>();
    private final Set<Integer> known = new HashSet<>();

    /// @param attemptLease how long the claims of a batch's jobs hold
    BatchLog(WorkerIdentity identity, WorkerParts parts, Duration attemptLease) {
        this.identity = identity;
        this.attemptLease = attemptLease;
        this.reader = new LogReader<>(
                parts.topics().batches(),
                parts.kafka(),
                parts.codec(),
                identity.batchTransactionalId() + ".log",
                (batch, record) -> seen(batch, record.partition()));
    }

    /// Begins to read partitions that became ours.
    void read(Collection<Integer> partitions) {
        known.removeAll(partitions);
        partitions.forEach(reader::read);
    }

    /// Forgets partitions that are no longer ours.
    void forget(Collection<Integer> partitions) {
        known.removeAll(partitions);
        partitions.forEach(partition -> {
            open.remove(partition);
            reader.forget(partition);
        });
    }

    /// Reads on.
    ///
    /// @return open batches of partitions that have just become known
    List<OpenBatch> advance() {
        Set<Integer> done = reader.advance();
        known.addAll(done);
        return done.stream()
                .flatMap(partition -> open.getOrDefault(partition, Map.of()).values().stream())
                .toList();
    }

    /// Whether every batch of the partition that its former owners began is known.
    boolean isKnown(int partition) {
        return known.contains(partition);
    }

    private void seen(ProviderBatch batch, int partition) {
        if (!batch.getModel().equals(identity.model())) {
            return;
        }
        Map<String, OpenBatch> ofPartition = open.computeIfAbsent(partition, number -> new TreeMap<>());
        boolean isOpen = batch.getState() == BatchState.INTENT || batch.getState() == BatchState.SUBMITTED;
        if (isOpen && !batch.getJobs().isEmpty()) {
            ofPartition.put(batch.getBatchKey(), OpenBatch.of(batch, partition, attemptLease));
        } else {
            ofPartition.remove(batch.getBatchKey());
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
