package io.diptych.quality.review.kafka;

import io.diptych.events.Cancellation;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Polling;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.quality.review.store.CancellationTable;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes what callers no longer want, so that nobody is asked about it. Offsets are committed after the notes are in
/// the table, where one that is read again changes nothing. What cannot be read is dead-lettered by the router, which
/// is there whether or not the desk is open.
public final class CancellationIntake implements Workload {
    private static final Logger log = LoggerFactory.getLogger(CancellationIntake.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final String groupId;
    private final Topic<Cancellation> topic;
    private final EventFormat format;
    private final ReviewDatabase database;
    private final CancellationTable cancellations;
    private final PlatformMeters meters;
    private final InstantSource clock;

    public CancellationIntake(
            KafkaSettings kafka,
            String groupId,
            Topic<Cancellation> topic,
            EventFormat format,
            ReviewDatabase database,
            PlatformMeters meters,
            InstantSource clock) {
        this.kafka = kafka;
        this.groupId = groupId;
        this.topic = topic;
        this.format = format;
        this.database = database;
        this.cancellations = new CancellationTable(database);
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "qa.review.cancellations";
    }

    @Override
    public void provision(Provisioning provisioning) {
        database.migrate();
    }

    @Override
    public void run(StopSignal stop) throws MissingPrerequisiteException {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer(groupId));
                PlatformMeters.Watch _ = meters.watch(consumer)) {
            Polling polling = new Polling(consumer);
            consumer.subscribe(List.of(topic.name()));
            while (!stop.isStopped()) {
                ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
                if (!records.isEmpty()) {
                    records.forEach(this::take);
                    cancellations.forget(clock.instant().minus(topic.retention()));
                    consumer.commitSync(records.nextOffsets());
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (format.decode(topic, record.key(), record.value())) {
            case Readable<Cancellation>(var _, var cancellation) -> cancellations.put(cancellation);
            case Unreadable<Cancellation>(var reason) ->
                log.atWarn()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("error", reason)
                        .log("cancellation cannot be read, ignored");
        }
    }
}
