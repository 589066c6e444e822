package io.diptych.worker.ledger;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.RegistryUnavailableException;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads partitions of one of our own logs, a little at a time, each up to what was written when that was asked for.
///
/// Used by one thread.
///
/// @param <V> type of the log's values
public final class LogReader<V extends SpecificRecord> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogReader.class);
    private static final Duration BRIEFLY = Duration.ofMillis(200);

    /// Takes what is read.
    ///
    /// @param <V> type of the log's values
    public interface Sink<V> {
        /// One record that can be read, in the order of its partition.
        void accept(V value, ConsumerRecord<byte[], byte[]> record);
    }

    private final Topic<V> topic;
    private final EventCodec codec;
    private final Sink<V> sink;
    private final Consumer<byte[], byte[]> consumer;
    private final HighWatermarks watermarks;
    private final Map<TopicPartition, @Nullable Future<Long>> targets = new HashMap<>();

    /// @param clientId names the connection
    public LogReader(Topic<V> topic, KafkaSettings kafka, EventCodec codec, String clientId, Sink<V> sink) {
        this.topic = topic;
        this.codec = codec;
        this.sink = sink;
        this.consumer = new KafkaConsumer<>(kafka.reader(clientId));
        this.watermarks = new HighWatermarks(kafka);
    }

    /// Begins to read a partition up to its present end: from its beginning, or from where the last reading ended.
    public void read(int partition) {
        TopicPartition wanted = new TopicPartition(topic.name(), partition);
        boolean isNew = !targets.containsKey(wanted);
        targets.put(wanted, watermarks.of(wanted));
        if (isNew) {
            consumer.assign(targets.keySet());
            consumer.seekToBeginning(Set.of(wanted));
        }
        consumer.resume(Set.of(wanted));
    }

    /// Forgets a partition: read again, it is read from its beginning.
    public void forget(int partition) {
        if (targets.remove(new TopicPartition(topic.name(), partition)) != null) {
            consumer.assign(targets.keySet());
        }
    }

    /// Whether a reading is under way.
    public boolean isReading() {
        return consumer.assignment().size() > consumer.paused().size();
    }

    /// Reads a little, without waiting for more than that.
    ///
    /// @return partitions whose reading has reached the end that was asked for
    public Set<Integer> advance() {
        return advance(Duration.ZERO);
    }

    /// Reads a little, and waits for it.
    ///
    /// @return partitions whose reading has reached the end that was asked for
    public Set<Integer> advance(Duration atMost) {
        if (!isReading()) {
            return Set.of();
        }
        take(consumer.poll(atMost));
        Set<Integer> done = new HashSet<>();
        for (TopicPartition partition : reading()) {
            if (isAtEnd(partition)) {
                consumer.pause(Set.of(partition));
                done.add(partition.partition());
            }
        }
        return done;
    }

    private List<TopicPartition> reading() {
        List<TopicPartition> reading = new ArrayList<>(consumer.assignment());
        reading.removeAll(consumer.paused());
        return reading;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                try {
                    take(record);
                } catch (RegistryUnavailableException e) {
                    log.atDebug().addKeyValue("topic", topic.name()).log("registry does not answer, log is read later");
                    consumer.seek(partition, record.offset());
                    break;
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (codec.decode(topic, record.key(), record.value())) {
            case Reading.Readable<V> readable -> sink.accept(readable.value(), record);
            case Reading.Unreadable<V> unreadable ->
                // Only workers write here, and they write what they can read: somebody else did.
                log.atError()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("error", unreadable.reason())
                        .log("record of our own log is unreadable, skipped");
        }
    }

    private boolean isAtEnd(TopicPartition partition) {
        Future<Long> target = targets.get(partition);
        if (target == null || !target.isDone()) {
            return false;
        }
        try {
            return consumer.position(partition, BRIEFLY) >= target.get();
        } catch (ExecutionException e) {
            log.atWarn()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("error", String.valueOf(e.getCause()))
                    .log("end of log is not known, asked again");
            targets.put(partition, watermarks.of(partition));
            return false;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        consumer.close();
        watermarks.close();
    }
}
