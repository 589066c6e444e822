package io.diptych.quality.review.kafka;

import io.diptych.events.ReviewTask;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Polling;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.quality.review.desk.Intake;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Takes the questions of `review.tasks` in. Offsets are committed after the questions are in the table, where a
/// question that is read again changes nothing: each is asked once, whatever crashes.
public final class QuestionIntake implements Workload {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TRACE = "traceparent";

    private final KafkaSettings kafka;
    private final String groupId;
    private final Topic<ReviewTask> topic;
    private final EventCodec codec;
    private final ReviewDatabase database;
    private final Intake intake;
    private final PlatformMeters meters;

    public QuestionIntake(
            KafkaSettings kafka,
            String groupId,
            Topic<ReviewTask> topic,
            EventCodec codec,
            ReviewDatabase database,
            Intake intake,
            PlatformMeters meters) {
        this.kafka = kafka;
        this.groupId = groupId;
        this.topic = topic;
        this.codec = codec;
        this.database = database;
        this.intake = intake;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "qa.review.intake";
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
                    consumer.commitSync(records.nextOffsets());
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Burial burial)
            throws ExecutionException, InterruptedException {
        switch (codec.decode(topic, record.key(), record.value())) {
            case Readable<ReviewTask>(var _, var task) -> {
                Optional<String> problem = intake.problem(task);
                if (problem.isPresent()) {
                    burial.bury(topic, record, problem.get());
                } else {
                    intake.take(task, trace(record));
                }
            }
            case Unreadable<ReviewTask>(var reason) -> burial.bury(topic, record, reason);
        }
    }

    private static @Nullable String trace(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(TRACE);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
