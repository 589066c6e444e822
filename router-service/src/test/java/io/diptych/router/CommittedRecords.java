package io.diptych.router;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads what was committed to some topics, from the beginning and on.
final class CommittedRecords implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

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

    /// Every record so far.
    List<ConsumerRecord<byte[], byte[]>> all() {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        return List.copyOf(records);
    }

    /// Every key so far, repeats included.
    List<String> keys() {
        return all().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
