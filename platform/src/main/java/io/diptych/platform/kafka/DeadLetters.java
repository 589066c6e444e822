package io.diptych.platform.kafka;

import static io.diptych.platform.kafka.EventCodec.bytes;

import io.diptych.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Makes dead letters: the bytes as they were read, and the reason in the headers.
public final class DeadLetters {
    /// Why the record could not be read.
    public static final String REASON = "diptych-dlt-reason";
    /// Topic it was read from.
    public static final String TOPIC = "diptych-dlt-topic";
    /// Partition it was read from.
    public static final String PARTITION = "diptych-dlt-partition";
    /// Its offset.
    public static final String OFFSET = "diptych-dlt-offset";
    /// Service that could not read it.
    public static final String SERVICE = "diptych-dlt-service";

    private DeadLetters() {}

    /// The dead letter of a record.
    ///
    /// @param service who could not read it
    public static ProducerRecord<byte[], byte[]> of(
            Topic<?> topic, ConsumerRecord<byte[], byte[]> record, String reason, String service) {
        return new ProducerRecord<>(
                topic.deadLetters(),
                null,
                record.key(),
                record.value(),
                headers(record.headers(), topic, record.partition(), record.offset(), reason, service));
    }

    /// The headers of a dead letter: those of the record, and why it died.
    public static Headers headers(
            Headers original, Topic<?> topic, int partition, long offset, String reason, String service) {
        return new RecordHeaders(original)
                .add(REASON, bytes(reason))
                .add(TOPIC, bytes(topic.name()))
                .add(PARTITION, bytes(Integer.toString(partition)))
                .add(OFFSET, bytes(Long.toString(offset)))
                .add(SERVICE, bytes(service));
    }
}
