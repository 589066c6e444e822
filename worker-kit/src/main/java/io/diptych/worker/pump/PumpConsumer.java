package io.diptych.worker.pump;

import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Polling;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.ledger.FlowControl;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Membership in the group of a model's pumps, and the buffer that it fills. Used by one thread.
final class PumpConsumer implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration POSITION = Duration.ofSeconds(5);
    private static final int MOST_POLLS = 16;

    /// Learns what becomes ours and what goes.
    interface Listener {
        void assigned(Collection<Integer> partitions);

        void revoked(Collection<Integer> partitions);
    }

    private final String topic;
    private final JobBuffer buffer;
    private final Consumer<byte[], byte[]> consumer;
    private final Polling polling;
    private final Set<Integer> unrestored = new HashSet<>();

    /// @param patience how long no broker may answer until the membership is given up
    PumpConsumer(WorkerIdentity identity, WorkerParts parts, JobBuffer buffer, int maxPollRecords, Duration patience) {
        this.topic = parts.topics().jobs(identity.model()).name();
        this.buffer = buffer;
        Map<String, Object> settings = new HashMap<>(parts.kafka().consumer(identity.group()));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, identity.transactionalId());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        this.consumer = new KafkaConsumer<>(settings);
        this.polling = new Polling(consumer, patience);
    }

    void subscribe(Listener listener) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                unrestored.addAll(numbers(partitions));
                listener.assigned(numbers(partitions));
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                buffer.drop(numbers(partitions));
                unrestored.removeAll(numbers(partitions));
                listener.revoked(numbers(partitions));
            }
        });
    }

    /// Reads on in partitions of which few jobs wait.
    ///
    /// @param atMost to wait for the first
    /// @throws MissingPrerequisiteException when no broker answers any more, and this is closed
    void poll(Duration atMost) throws MissingPrerequisiteException {
        Duration wait = atMost;
        for (int polls = 0; polls < MOST_POLLS; polls++) {
            steer();
            ConsumerRecords<byte[], byte[]> read = polling.poll(wait);
            if (read.isEmpty()) {
                return;
            }
            take(read);
            wait = Duration.ZERO;
        }
    }

    private void steer() {
        Set<TopicPartition> ours = assignment();
        Set<TopicPartition> paused = Set.copyOf(consumer.paused());
        for (TopicPartition partition : ours) {
            boolean isPaused = paused.contains(partition);
            if (!isPaused && buffer.isFull(partition.partition(), ours.size())) {
                FlowControl.pause(consumer, partition);
            } else if (isPaused && buffer.isLow(partition.partition(), ours.size())) {
                FlowControl.resume(consumer, partition);
            }
        }
    }

    /// Lets the group's news arrive without reading on, after it refused us.
    ///
    /// @throws MissingPrerequisiteException when no broker answers any more, and this is closed
    void listen(Duration atMost) throws MissingPrerequisiteException {
        FlowControl.pause(consumer);
        take(polling.poll(atMost));
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        records.partitions().forEach(this::restore);
        buffer.add(records);
    }

    /// An earlier owner may have taken jobs ahead of others; they are claimed, and read again all the
    /// same. Asked for when it is needed: the broker answers only once that owner's last transaction
    /// has ended.
    private void restore(TopicPartition partition) {
        if (unrestored.contains(partition.partition())) {
            OffsetAndMetadata last =
                    consumer.committed(Set.of(partition), POSITION).get(partition);
            if (last != null) {
                buffer.restore(partition.partition(), TakenAhead.read(last.offset(), last.metadata()));
            }
            var _ = unrestored.remove((Integer) partition.partition());
        }
    }

    /// The offset to commit for a partition, as its jobs stand now.
    Map.Entry<TopicPartition, OffsetAndMetadata> standing(int partition) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        restore(wanted);
        return Map.entry(wanted, buffer.standing(partition, consumer.position(wanted, POSITION)));
    }

    /// Partitions that are ours.
    Set<TopicPartition> assignment() {
        return Set.copyOf(consumer.assignment());
    }

    /// Offset of the next record that will be read; empty as long as the broker has not told where the partition
    /// stands.
    OptionalLong knownPosition(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException _) {
            return OptionalLong.empty();
        }
    }

    ConsumerGroupMetadata member() {
        return consumer.groupMetadata();
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    /// Leaves the group, so that others take over what was not claimed.
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
