package io.diptych.quality.review.kafka;

import io.diptych.events.ReviewTask;
import io.diptych.platform.kafka.DeadLetters;
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
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the questions of `review.tasks` in. Offsets are committed after the questions are in the table, where a
/// question that is read again changes nothing: each is asked once, whatever crashes.
public final class QuestionIntake implements Workload {
    private static final Logger log = LoggerFactory.getLogger(QuestionIntake.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TRACE = "traceparent";
    private static final String SERVICE = "qa-service";

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
            consumer.subscribe(List.of(topic.name()));
            while (!stop.isStopped()) {
                ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
                if (!records.isEmpty()) {
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        take(record, producer);
                    }
                    consumer.commitSync(records.nextOffsets());
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        switch (codec.decode(topic, record.key(), record.value())) {
            case Readable<ReviewTask>(var _, var task) -> {
                Optional<String> problem = intake.problem(task);
                if (problem.isPresent()) {
                    bury(record, producer, problem.get());
                } else {
                    intake.take(task, trace(record));
                }
            }
            case Unreadable<ReviewTask>(var reason) -> bury(record, producer, reason);
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer, String reason)
            throws ExecutionException, InterruptedException {
        RecordMetadata _ =
                producer.send(DeadLetters.of(topic, record, reason, SERVICE)).get();
        meters.deadLetter(topic);
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", reason)
                .log("question cannot be asked, dead-lettered");
    }

    private static @Nullable String trace(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(TRACE);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
