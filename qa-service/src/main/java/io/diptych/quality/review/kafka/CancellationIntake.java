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
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/// Notes what callers no longer want, so that nobody is asked about it. Offsets are committed after the notes are in
/// the table, where one that is read again changes nothing. Of those who read cancellations it is the one that
/// dead-letters what cannot be read: the others all read every partition.
public final class CancellationIntake implements Workload {
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
    public void run(StopSignal stop) throws ExecutionException, InterruptedException, MissingPrerequisiteException {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer(groupId));
                Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(groupId));
                PlatformMeters.Watch _ = meters.watch(consumer);
                PlatformMeters.Watch _ = meters.watch(producer)) {
            Polling polling = new Polling(consumer);
            Burial burial = new Burial(producer, meters);
            consumer.subscribe(List.of(topic.name()));
            while (!stop.isStopped()) {
                ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
                if (!records.isEmpty()) {
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        take(record, burial);
                    }
                    cancellations.forget(clock.instant().minus(topic.retention()));
                    consumer.commitSync(records.nextOffsets());
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Burial burial)
            throws ExecutionException, InterruptedException {
        switch (format.decode(topic, record.key(), record.value())) {
            case Readable<Cancellation>(var _, var cancellation) -> cancellations.put(cancellation);
            case Unreadable<Cancellation>(var reason) -> burial.bury(topic, record, reason);
        }
    }
}
