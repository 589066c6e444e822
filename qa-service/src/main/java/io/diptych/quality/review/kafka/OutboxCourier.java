package io.diptych.quality.review.kafka;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.quality.review.ReviewMeters;
import io.diptych.quality.review.store.OutboxTable;
import io.diptych.quality.review.store.OutboxTable.Numbered;
import io.diptych.quality.review.store.ReviewDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Publishes what leaves the desk, each event once. Events and the number of the last of them are committed in one
/// Kafka transaction, the number as the offset of a group of its own; only then are they marked in the table.
/// Whoever takes over first fences the one before, then reads the number, and goes on from there: what was
/// committed but not marked is not sent again, what was sent but not committed is.
public final class OutboxCourier implements Workload {
    private static final int MOST = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration CHECK_LEADERSHIP = Duration.ofSeconds(1);
    private static final Duration REMEMBER = Duration.ofDays(2);

    private final KafkaSettings kafka;
    private final String id;
    private final TopicPartition place;
    private final ReviewDatabase database;
    private final OutboxTable outbox;
    private final ReviewMeters meters;
    private final PlatformMeters platform;
    private final InstantSource clock;

    /// @param id       group of the number, and identity of the transactions
    /// @param decisions topic under which the number is kept
    public OutboxCourier(
            KafkaSettings kafka,
            String id,
            String decisions,
            ReviewDatabase database,
            ReviewMeters meters,
            PlatformMeters platform,
            InstantSource clock) {
        this.kafka = kafka;
        this.id = id;
        this.place = new TopicPartition(decisions, 0);
        this.database = database;
        this.outbox = new OutboxTable(database);
        this.meters = meters;
        this.platform = platform;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "qa.review.outbox";
    }

    @Override
    public void provision(Provisioning provisioning) {
        database.migrate();
    }

    @Override
    public void run(StopSignal stop) throws SQLException, InterruptedException {
        try (Leadership leadership = Leadership.await(database.connections(), stop)) {
            if (leadership != null) {
                publish(leadership, stop);
            }
        }
    }

    private void publish(Leadership leadership, StopSignal stop) throws SQLException, InterruptedException {
        Map<String, Object> reading = kafka.reader(id);
        reading.put(ConsumerConfig.GROUP_ID_CONFIG, id);
        try (Consumer<byte[], byte[]> group = new KafkaConsumer<>(reading);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.transactionalProducer(id));
                PlatformMeters.Watch _ = platform.watch(producer)) {
            producer.initTransactions();
            long last = Math.max(committed(group), outbox.lastPublished());
            mark(last);
            Instant checked = clock.instant();
            while (!stop.isStopped()) {
                List<Numbered> waiting = outbox.waiting(last, MOST);
                if (!waiting.isEmpty()) {
                    last = publish(producer, waiting, group.groupMetadata());
                    mark(last);
                    meters.published(waiting.size());
                } else if (stop.await(PAUSE)) {
                    return;
                }
                if (clock.instant().isAfter(checked.plus(CHECK_LEADERSHIP))) {
                    if (!leadership.holds()) {
                        throw new IllegalStateException("the session that made this instance the courier is gone");
                    }
                    checked = clock.instant();
                }
            }
        }
    }

    private long publish(Producer<byte[], byte[]> producer, List<Numbered> events, ConsumerGroupMetadata group) {
        long last = events.getLast().seq();
        producer.beginTransaction();
        for (Numbered event : events) {
            // What fails to be sent fails the commit.
            Future<RecordMetadata> _ = producer.send(record(event.event()));
        }
        producer.sendOffsetsToTransaction(Map.of(place, new OffsetAndMetadata(last)), group);
        producer.commitTransaction();
        return last;
    }

    private static ProducerRecord<byte[], byte[]> record(OutboxTable.Event event) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(event.topic(), event.key(), event.value());
        if (event.trace() != null) {
            record.headers().add("traceparent", event.trace().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private void mark(long last) {
        Instant now = clock.instant();
        outbox.published(last, now, now.minus(REMEMBER));
    }

    /// The number that is committed, once no transaction of a predecessor is open any more.
    private long committed(Consumer<byte[], byte[]> group) {
        OffsetAndMetadata committed = group.committed(Set.of(place)).get(place);
        return committed == null ? 0 : committed.offset();
    }
}
