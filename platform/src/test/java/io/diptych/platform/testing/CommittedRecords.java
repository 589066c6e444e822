package io.diptych.platform.testing;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// What was committed to some topics. It remembers what it has read, so that it may be asked again and again.
public final class CommittedRecords implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    public CommittedRecords(KafkaSettings kafka, Collection<String> topics) {
        consumer = new KafkaConsumer<>(kafka.reader("test-reader"));
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    public static CommittedRecords of(KafkaSettings kafka, Topic<?>... topics) {
        return new CommittedRecords(kafka, Stream.of(topics).map(Topic::name).toList());
    }

    /// Every record that is committed by now, those of a partition in their order.
    public synchronized List<ConsumerRecord<byte[], byte[]>> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return List.copyOf(records);
    }

    /// Every key that is committed by now, repeats included.
    public List<String> keys() {
        return all().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
