package io.diptych.worker.pump;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// Jobs that were read and not claimed yet. They still belong to the partition, not to us.
///
/// A job may be taken ahead of others of its partition: the committed offset stays at the first that
/// waits, and its metadata says which ones after it are taken ([TakenAhead]).
///
/// When the room is full every partition has its share, since the broker sends one partition's jobs by the
/// hundred: else all others would wait until those are done.
final class JobBuffer {
    private static final class Shelf {
        final TreeMap<Long, Waiting> waiting = new TreeMap<>();
        final SortedSet<Long> taken = new TreeSet<>();
    }

    private static final Comparator<Waiting> OLDEST_FIRST =
            Comparator.comparingLong((Waiting job) -> job.record().timestamp()).thenComparingLong(Waiting::arrival);

    private final Map<Integer, Shelf> shelves = new HashMap<>();
    private final int capacity;
    private long arrivals;
    private int size;

    /// @param capacity records of all partitions beyond which no more should be read
    JobBuffer(int capacity) {
        this.capacity = capacity;
    }

    /// A partition became ours: what its earlier owner took ahead is passed over.
    void restore(int partition, SortedSet<Long> takenAhead) {
        drop(List.of(partition));
        shelf(partition).taken.addAll(takenAhead);
    }

    void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Shelf shelf = shelf(record.partition());
            if (!shelf.taken.contains(record.offset())
                    && shelf.waiting.putIfAbsent(record.offset(), new Waiting(record, arrivals++)) == null) {
                size++;
            }
        }
    }

    private Shelf shelf(int partition) {
        return shelves.computeIfAbsent(partition, _ -> new Shelf());
    }

    /// What may be taken now, the oldest first.
    List<Waiting> takeable() {
        return shelves.values().stream()
                .flatMap(JobBuffer::takeable)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private static Stream<Waiting> takeable(Shelf shelf) {
        return shelf.waiting.isEmpty()
                ? Stream.empty()
                : shelf.waiting.headMap(shelf.waiting.firstKey() + TakenAhead.FARTHEST).values().stream();
    }

    void take(Waiting job) {
        Shelf shelf = shelf(job.record().partition());
        if (shelf.waiting.remove(job.record().offset()) != null) {
            shelf.taken.add(job.record().offset());
            size--;
        }
    }

    /// Puts back what was taken, in its old order.
    void giveBack(Collection<Waiting> taken) {
        for (Waiting job : taken) {
            Shelf shelf = shelf(job.record().partition());
            shelf.taken.remove(job.record().offset());
            if (shelf.waiting.put(job.record().offset(), job) == null) {
                size++;
            }
        }
    }

    /// Forgets the jobs of partitions that are no longer ours.
    void drop(Collection<Integer> partitions) {
        for (int partition : partitions) {
            Shelf gone = shelves.remove(partition);
            size -= gone == null ? 0 : gone.waiting.size();
        }
    }

    /// Offset of the first waiting job of a partition.
    OptionalLong firstOffset(int partition) {
        Shelf shelf = shelf(partition);
        return shelf.waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(shelf.waiting.firstKey());
    }

    /// The offset to commit for a partition, as it stands now.
    ///
    /// @param position offset of the next job that will be read
    OffsetAndMetadata standing(int partition, long position) {
        Shelf shelf = shelf(partition);
        long first = firstOffset(partition).orElse(position);
        shelf.taken.headSet(first).clear();
        return new OffsetAndMetadata(first, TakenAhead.write(first, shelf.taken));
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Whether no more of a partition should be read: there is no room, and the partition has its share.
    ///
    /// @param partitions that share the room
    boolean isFull(int partition, int partitions) {
        return size >= capacity && waiting(partition) >= share(partitions);
    }

    /// Whether more of a partition should be read: half of the room is free, or half of the partition's share.
    ///
    /// @param partitions that share the room
    boolean isLow(int partition, int partitions) {
        return size * 2 <= capacity || waiting(partition) * 2 <= share(partitions);
    }

    private int waiting(int partition) {
        Shelf shelf = shelves.get(partition);
        return shelf == null ? 0 : shelf.waiting.size();
    }

    private int share(int partitions) {
        return Math.ceilDiv(capacity, Math.max(1, partitions));
    }
}
