package io.diptych.router.kafka;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads outcomes back with a consumer of its own, which is opened on the first question.
public final class KafkaOutcomeReader implements OutcomeReader {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_BYTES = 64 * 1024;

    private final KafkaSettings kafka;
    private final Topic<?> outcomes;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    public KafkaOutcomeReader(KafkaSettings kafka, Topic<?> outcomes) {
        this.kafka = kafka;
        this.outcomes = outcomes;
    }

    @Override
    public @Nullable ConsumerRecord<byte[], byte[]> read(int partition, long offset) {
        KafkaConsumer<byte[], byte[]> open = open();
        TopicPartition where = new TopicPartition(outcomes.name(), partition);
        open.assign(List.of(where));
        open.seek(where, offset);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
                return record;
            }
        }
        return null;
    }

    private KafkaConsumer<byte[], byte[]> open() {
        if (consumer == null) {
            Map<String, Object> settings = new HashMap<>(kafka.reader("router-outcome-reader"));
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
            settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_BYTES);
            consumer = new KafkaConsumer<>(settings);
        }
        return consumer;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
