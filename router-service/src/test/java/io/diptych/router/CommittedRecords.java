package io.diptych.router;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads the keys of what was committed to some topics, from the beginning and on.
final class CommittedRecords implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> keys = new ArrayList<>();

    CommittedRecords(KafkaSettings kafka, Collection<String> topics) {
        consumer = new KafkaConsumer<>(kafka.reader("test-reader"));
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static CommittedRecords of(KafkaSettings kafka, Topic<?>... topics) {
        return new CommittedRecords(
                kafka, List.of(topics).stream().map(Topic::name).toList());
    }

    /// Every key so far, repeats included.
    List<String> keys() {
        consumer.poll(Duration.ofMillis(200))
                .forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
