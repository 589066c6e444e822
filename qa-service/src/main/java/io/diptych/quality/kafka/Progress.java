package io.diptych.quality.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// How far each partition is that this instance owns. What was begun under an earlier ownership of a partition is
/// dropped when it ends: its new owner judges it again. For the consumer's thread.
final class Progress implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Owned> owned = new HashMap<>();
    private long epochs;
    private int running;

    Progress(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    private record Owned(long epoch, Window window) {}

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata at = committed.get(partition);
            Window window = at == null
                    ? Window.from(beginnings.getOrDefault(partition, 0L), "")
                    : Window.from(at.offset(), at.metadata());
            owned.put(partition, new Owned(++epochs, window));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(owned::remove);
    }

    /// Reads everything again that is not committed.
    void startOver() {
        owned.clear();
        Set<TopicPartition> ours = consumer.assignment();
        onPartitionsAssigned(ours);
        owned.forEach((partition, one) -> consumer.seek(partition, one.window().offset()));
    }

    boolean isIdle() {
        return running == 0;
    }

    /// Reads no further while so many records are being judged, or where a slow one is left too far behind.
    void hold(int most) {
        Set<TopicPartition> ours = consumer.assignment();
        Set<TopicPartition> held = ours.stream()
                .filter(partition -> running >= most
                        || (owned.containsKey(partition)
                                && owned.get(partition).window().isFull()))
                .collect(Collectors.toSet());
        consumer.pause(held);
        consumer.resume(
                ours.stream().filter(partition -> !held.contains(partition)).toList());
    }

    /// Takes in a record that was read; false if there is nothing to do for it.
    boolean begin(ConsumerRecord<byte[], byte[]> record) {
        Owned one = owned.get(partition(record));
        boolean begun = one != null && one.window().begin(record.offset());
        running += begun ? 1 : 0;
        return begun;
    }

    /// Ownership under which a record that was taken in is judged.
    long epoch(ConsumerRecord<byte[], byte[]> record) {
        Owned one = owned.get(partition(record));
        return one == null ? 0 : one.epoch();
    }

    /// Takes note of what has ended, and keeps what is still ours.
    ///
    /// @throws RuntimeException what judging one of them has thrown
    List<Ending> end(List<Decoders.Judged> judged) {
        running -= judged.size();
        List<Ending> endings = new ArrayList<>();
        for (Decoders.Judged one : judged) {
            Owned ours = owned.get(partition(one.record()));
            if (ours == null || ours.epoch() != one.epoch()) {
                continue;
            }
            endings.add(endingOf(one));
            ours.window().end(one.record().offset());
        }
        return endings;
    }

    private static Ending endingOf(Decoders.Judged judged) {
        switch (judged.thrown()) {
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case null, default -> {}
        }
        Ending ending = judged.ending();
        if (ending == null) {
            throw new IllegalStateException(judged.thrown());
        }
        return ending;
    }

    /// What to commit for each partition.
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        owned.forEach((partition, one) -> offsets.put(
                partition,
                new OffsetAndMetadata(one.window().offset(), one.window().metadata())));
        return offsets;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
