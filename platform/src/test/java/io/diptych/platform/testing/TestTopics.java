package io.diptych.platform.testing;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Writes to topics and reads all that is committed there.
public final class TestTopics implements AutoCloseable {
    private final EventCodec codec;
    private final Producer<byte[], byte[]> producer;
    private final KafkaSettings kafka;

    public TestTopics(KafkaSettings kafka, EventCodec codec) {
        this.kafka = kafka;
        this.codec = codec;
        this.producer = new KafkaProducer<>(kafka.producer("test"));
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, V value) {
        send(topic, value, new RecordHeaders());
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, V value, Headers headers) {
        send(codec.record(topic, value, headers));
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> _ = producer.send(record);
    }

    /// Every committed event of a topic.
    public <V extends SpecificRecord> List<V> events(Topic<V> topic) {
        return records(topic.name()).stream()
                .map(record -> ((Readable<V>) codec.decode(topic, record.key(), record.value())).value())
                .toList();
    }

    /// Every committed record of a topic.
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        producer.flush();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader("test"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
