package io.diptych.quality.review.kafka;

import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topic;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts records that the desk cannot use where dead letters are, before their offsets are committed.
record Burial(Producer<byte[], byte[]> producer, PlatformMeters meters) {
    private static final Logger log = LoggerFactory.getLogger(Burial.class);
    private static final String SERVICE = "qa-service";

    /// Returns once the broker has it.
    void bury(Topic<?> topic, ConsumerRecord<byte[], byte[]> record, String reason)
            throws ExecutionException, InterruptedException {
        RecordMetadata _ =
                producer.send(DeadLetters.of(topic, record, reason, SERVICE)).get();
        meters.deadLetter(topic);
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", reason)
                .log("record cannot be used, dead-lettered");
    }
}
