package io.diptych.worker.batch;

import io.diptych.worker.WorkerProperties;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Jobs that were read and wait for company, by partition. They still belong to the partition, not to us.
final class Gathering {
    private static final class Waiting {
        private final ConsumerRecord<byte[], byte[]> record;
        private final Instant since;
        private Optional<Instant> deadline = Optional.empty();
        private boolean isDeadlineRead;

        private Waiting(ConsumerRecord<byte[], byte[]> record, Instant since) {
            this.record = record;
            this.since = since;
        }
    }

    private final WorkerProperties.Batch limits;
    private final CollectorProperties times;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<Instant>> deadlines;
    private final Map<Integer, Deque<Waiting>> waiting = new TreeMap<>();

    /// @param deadlines reads a job's deadline; empty where it has none
    Gathering(
            WorkerProperties.Batch limits,
            CollectorProperties times,
            Function<ConsumerRecord<byte[], byte[]>, Optional<Instant>> deadlines) {
        this.limits = limits;
        this.times = times;
        this.deadlines = deadlines;
    }

    void add(ConsumerRecord<byte[], byte[]> record, Instant now) {
        waiting.computeIfAbsent(record.partition(), partition -> new ArrayDeque<>())
                .add(new Waiting(record, now));
    }

    /// Partitions whose jobs make a full batch, whose first one has waited long enough at a time at which batches are
    /// handed over, or of which one cannot wait any longer.
    List<Integer> due(Instant now) {
        return waiting.entrySet().stream()
                .filter(entry -> isDue(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isDue(Deque<Waiting> jobs, Instant now) {
        return !jobs.isEmpty()
                && (jobs.size() >= limits.max()
                        || (times.isOpen(now) && !now.isBefore(jobs.peek().since.plus(limits.linger())))
                        || jobs.stream().anyMatch(job -> isUrgent(job, now)));
    }

    private boolean isUrgent(Waiting job, Instant now) {
        if (!job.isDeadlineRead) {
            job.deadline = deadlines.apply(job.record);
            job.isDeadlineRead = true;
        }
        return times.isUrgent(job.deadline.orElse(null), now);
    }

    /// The next jobs of a partition, as many as go into one batch. They stay here until they are [#taken].
    List<ConsumerRecord<byte[], byte[]>> next(int partition) {
        List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>();
        long bytes = 0;
        for (Waiting job : waiting.getOrDefault(partition, new ArrayDeque<>())) {
            bytes += Math.max(0, job.record.serializedValueSize());
            if (next.size() == limits.max()
                    || (!next.isEmpty() && bytes > limits.maxRecord().toBytes())) {
                break;
            }
            next.add(job.record);
        }
        return next;
    }

    /// Forgets so many jobs of a partition: they are claimed.
    void taken(int partition, int jobs) {
        Deque<Waiting> ofPartition = waiting.getOrDefault(partition, new ArrayDeque<>());
        for (int i = 0; i < jobs; i++) {
            ofPartition.remove();
        }
    }

    /// Forgets the jobs of partitions that are no longer ours.
    void drop(Collection<Integer> partitions) {
        waiting.keySet().removeAll(partitions);
    }

    /// Offset of the first waiting job of a partition.
    Optional<Long> firstOffset(int partition) {
        return Optional.ofNullable(waiting.get(partition)).map(Deque::peek).map(job -> job.record.offset());
    }

    int size() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }
}
