package io.diptych.worker.pump;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Jobs that were read and not claimed yet, in the order they were read. They still belong to the partition, not to
/// us.
final class JobBuffer {
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final int capacity;

    /// @param capacity records beyond which no more should be read
    JobBuffer(int capacity) {
        this.capacity = capacity;
    }

    void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(waiting::add);
    }

    @Nullable
    ConsumerRecord<byte[], byte[]> poll() {
        return waiting.poll();
    }

    /// Puts back what was taken, in front and in its old order.
    void giveBack(List<ConsumerRecord<byte[], byte[]>> taken) {
        taken.reversed().forEach(waiting::addFirst);
    }

    /// Forgets the jobs of partitions that are no longer ours.
    void drop(Collection<Integer> partitions) {
        Set<Integer> gone = partitions.stream().collect(Collectors.toUnmodifiableSet());
        waiting.removeIf(record -> gone.contains(record.partition()));
    }

    /// Offset of the first waiting job of a partition.
    Optional<Long> firstOffset(int partition) {
        return waiting.stream()
                .filter(record -> record.partition() == partition)
                .map(ConsumerRecord::offset)
                .findFirst();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isFull() {
        return waiting.size() >= capacity;
    }

    /// Whether so few are left that more should be read.
    boolean isLow() {
        return waiting.size() * 2 <= capacity;
    }
}
