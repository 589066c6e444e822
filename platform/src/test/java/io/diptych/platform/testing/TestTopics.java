package io.diptych.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Writes to topics and reads all that is committed there.
public final class TestTopics implements AutoCloseable {
    private final EventCodec codec;
    private final Producer<byte[], byte[]> producer;
    private final KafkaSettings kafka;
    private final Queue<Future<RecordMetadata>> sent = new ConcurrentLinkedQueue<>();
    private final Map<String, CommittedRecords> committed = new ConcurrentHashMap<>();

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
        sent.add(producer.send(record));
    }

    /// Every committed event of a topic.
    public <V extends SpecificRecord> List<V> events(Topic<V> topic) {
        return records(topic.name()).stream()
                .map(record -> ((Readable<V>) codec.decode(topic, record.key(), record.value())).value())
                .toList();
    }

    /// Every committed record of a topic.
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        awaitWhatWasSent();
        return committed
                .computeIfAbsent(topic, name -> new CommittedRecords(kafka, List.of(name)))
                .all();
    }

    private void awaitWhatWasSent() {
        producer.flush();
        for (Future<RecordMetadata> one = sent.poll(); one != null; one = sent.poll()) {
            assertThat(one).as("what a test sends, the broker takes").succeedsWithin(Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        producer.close();
        committed.values().forEach(CommittedRecords::close);
    }
}
