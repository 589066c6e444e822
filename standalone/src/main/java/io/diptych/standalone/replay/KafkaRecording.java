package io.diptych.standalone.replay;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/// The topics of a running stack, committed records only, up to where they end when reading begins.
public final class KafkaRecording implements Recording {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final EventCodec codec;

    public KafkaRecording(KafkaSettings kafka, EventCodec codec) {
        this.kafka = kafka;
        this.codec = codec;
    }

    @Override
    public <V extends SpecificRecord> long read(Topic<V> topic, Instant from, Consumer<Recorded<V>> to) {
        long unreadable = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader("diptych-replay"))) {
            Map<TopicPartition, Long> ends = begin(consumer, topic, from);
            while (!hasReached(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.timestamp() < from.toEpochMilli()) {
                        continue;
                    }
                    switch (codec.decode(topic, record.key(), record.value())) {
                        case Readable<V>(var _, var value) ->
                            to.accept(new Recorded<>(value, Instant.ofEpochMilli(record.timestamp())));
                        case Unreadable<V> _ -> unreadable++;
                    }
                }
            }
        }
        return unreadable;
    }

    private static Map<TopicPartition, Long> begin(
            KafkaConsumer<byte[], byte[]> consumer, Topic<?> topic, Instant from) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> from.toEpochMilli())));
        partitions.forEach(partition -> {
            OffsetAndTimestamp begin = begins.get(partition);
            consumer.seek(partition, begin == null ? ends.getOrDefault(partition, 0L) : begin.offset());
        });
        return ends;
    }

    private static boolean hasReached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
