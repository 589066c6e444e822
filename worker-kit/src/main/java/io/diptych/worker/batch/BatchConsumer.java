package io.diptych.worker.batch;

import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Polling;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.ledger.FlowControl;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Membership in the group of a model's collectors, and the gathering that it fills. Used by one thread.
final class BatchConsumer implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration POSITION = Duration.ofSeconds(5);
    private static final int BATCHES_AHEAD = 6;

    private final String topic;
    private final WorkerParts parts;
    private final Gathering gathering;
    private final int most;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Polling polling;

    /// @param maxBatch jobs in a batch
    /// @param patience how long no broker may answer until the membership is given up
    BatchConsumer(
            WorkerIdentity identity,
            WorkerParts parts,
            Supply supply,
            Gathering gathering,
            int maxBatch,
            Duration patience) {
        this.topic = supply.topic(parts.topics(), identity.model()).name();
        this.parts = parts;
        this.gathering = gathering;
        this.most = maxBatch * BATCHES_AHEAD;
        Map<String, Object> settings = new HashMap<>(parts.kafka().consumer(supply.group(identity)));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, identity.batchTransactionalId());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        this.consumer = new KafkaConsumer<>(settings);
        this.polling = new Polling(consumer, patience);
    }

    void subscribe(Consumer<Collection<Integer>> assigned, Consumer<Collection<Integer>> revoked) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned.accept(numbers(partitions));
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                gathering.drop(numbers(partitions));
                revoked.accept(numbers(partitions));
            }
        });
    }

    /// Reads on, unless enough is gathered.
    ///
    /// @throws MissingPrerequisiteException when no broker answers any more, and this is closed
    void poll(Duration atMost) throws MissingPrerequisiteException {
        if (gathering.size() >= most) {
            FlowControl.pause(consumer);
        } else {
            FlowControl.resume(consumer);
        }
        gather(atMost);
    }

    /// Lets the group's news arrive without reading on, after it refused us.
    ///
    /// @throws MissingPrerequisiteException when no broker answers any more, and this is closed
    void listen(Duration atMost) throws MissingPrerequisiteException {
        FlowControl.pause(consumer);
        gather(atMost);
    }

    private void gather(Duration atMost) throws MissingPrerequisiteException {
        polling.poll(atMost)
                .forEach(record -> gathering.add(record, parts.clock().instant()));
    }

    /// The offset that is committed while nothing of the partition is claimed.
    Map<TopicPartition, OffsetAndMetadata> standing(int partition) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        long offset = gathering.firstOffset(partition).orElseGet(() -> consumer.position(wanted, POSITION));
        return Map.of(wanted, new OffsetAndMetadata(offset));
    }

    ConsumerGroupMetadata member() {
        return consumer.groupMetadata();
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    /// Leaves the group, so that others take over.
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
