package io.diptych.cost.dashboard;

import io.diptych.cost.kafka.CostMeters;
import io.diptych.cost.ledger.ConsumedOffsets;
import io.diptych.cost.ledger.LedgerDatabase;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CostRollup;
import io.diptych.events.FeedbackCount;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.platform.kafka.DeadLetters;
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
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Copies sums, budgets, ended attempts and what people said of them to PostgreSQL, where dashboards
/// are answered from. Rows and offsets are one transaction.
public final class DashboardSink implements Workload {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    private static final int MOST_AT_ONCE = 5_000;
    private static final String SERVICE = "cost-service";
    /// As for the sums: a clock that is ahead of the broker's by more is not believed.
    private static final Duration MOST_AHEAD = Duration.ofHours(1);

    private final KafkaSettings kafka;
    private final String groupId;
    private final Topics topics;
    private final EventFormat format;
    private final LedgerDatabase database;
    private final ConsumedOffsets offsets;
    private final TransactionTemplate transaction;
    private final RollupTable rollups;
    private final BudgetTable budgets;
    private final FeedbackTable feedback;
    private final AttemptKinds kinds;
    private final AttemptTable attempts;
    private final CostMeters meters;
    private final PlatformMeters platform;
    private final InstantSource clock;

    public DashboardSink(
            KafkaSettings kafka,
            String groupId,
            Topics topics,
            EventFormat format,
            LedgerDatabase database,
            CostMeters meters,
            PlatformMeters platform,
            InstantSource clock) {
        this.kafka = kafka;
        this.groupId = groupId;
        this.topics = topics;
        this.format = format;
        this.database = database;
        this.offsets = new ConsumedOffsets(database.connections());
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database.connections()));
        JdbcTemplate jdbc = new JdbcTemplate(database.connections());
        this.rollups = new RollupTable(jdbc, topics.costRollups());
        this.budgets = new BudgetTable(jdbc);
        this.feedback = new FeedbackTable(jdbc, topics.feedbackCounts());
        this.kinds = new AttemptKinds(jdbc);
        this.attempts = new AttemptTable(jdbc);
        this.meters = meters;
        this.platform = platform;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cost.dashboard";
    }

    @Override
    public void provision(Provisioning provisioning) {
        database.migrate();
    }

    @Override
    public void run(StopSignal stop) throws ExecutionException, InterruptedException, MissingPrerequisiteException {
        Map<String, Object> reading = kafka.consumer(groupId);
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        Instant tidied = Instant.EPOCH;
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(groupId));
                PlatformMeters.Watch _ = platform.watch(consumer);
                PlatformMeters.Watch _ = platform.watch(producer)) {
            Polling polling = new Polling(consumer);
            consumer.subscribe(Sources.of(topics), offsets.seeking(consumer));
            while (!stop.isStopped()) {
                ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
                if (!records.isEmpty()) {
                    store(records, producer);
                    consumer.commitAsync(records.nextOffsets(), null);
                }
                if (clock.instant().isAfter(tidied.plus(TIDY_EVERY))) {
                    tidied = clock.instant();
                    rollups.tidy(tidied);
                }
            }
        }
    }

    private void store(ConsumerRecords<byte[], byte[]> records, Producer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        List<CostRollup> sums = new ArrayList<>();
        Map<String, Optional<BudgetStatus>> statuses = new LinkedHashMap<>();
        List<EndedAttempt> ended = new ArrayList<>();
        List<FeedbackCount> said = new ArrayList<>();
        List<Future<RecordMetadata>> buried = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String topic = record.topic();
            if (topic.equals(topics.costRollups().name())) {
                ours(topics.costRollups(), record, producer, buried).ifPresent(sums::add);
            } else if (topic.equals(topics.budgets().name())) {
                budget(record, producer, buried, statuses);
            } else if (topic.equals(topics.feedbackCounts().name())) {
                ours(topics.feedbackCounts(), record, producer, buried).ifPresent(said::add);
            } else if (topic.equals(topics.results().name())) {
                others(topics.results(), record)
                        .map(result -> EndedAttempt.of(result, moment(result, record)))
                        .ifPresent(ended::add);
            } else {
                others(topics.outcomes(), record)
                        .flatMap((JobOutcome outcome) -> EndedAttempt.of(outcome))
                        .ifPresent(ended::add);
            }
        }
        for (Future<RecordMetadata> letter : buried) {
            letter.get();
        }
        List<AttemptTable.Numbered> numbered = ended.stream()
                .map(attempt -> new AttemptTable.Numbered(attempt, kinds.numberOf(attempt.kind())))
                .toList();
        transaction.executeWithoutResult(_ -> {
            rollups.put(sums);
            budgets.put(statuses);
            feedback.put(said);
            attempts.put(numbered);
            offsets.advance(records.nextOffsets());
        });
    }

    /// A record without a value takes its budget back.
    private void budget(
            ConsumerRecord<byte[], byte[]> record,
            Producer<byte[], byte[]> producer,
            List<Future<RecordMetadata>> buried,
            Map<String, Optional<BudgetStatus>> newest) {
        if (record.key() != null && record.value() == null) {
            newest.put(new String(record.key(), StandardCharsets.UTF_8), Optional.empty());
            return;
        }
        ours(topics.budgets(), record, producer, buried)
                .ifPresent(status -> newest.put(topics.budgets().keyOf(status), Optional.of(status)));
    }

    /// What nobody else reads into this database: it is dead-lettered from here.
    private <V extends SpecificRecord> Optional<V> ours(
            Topic<V> topic,
            ConsumerRecord<byte[], byte[]> record,
            Producer<byte[], byte[]> producer,
            List<Future<RecordMetadata>> buried) {
        return switch (format.decode(topic, record.key(), record.value())) {
            case Readable<V>(var _, var value) -> Optional.of(value);
            case Unreadable<V>(var reason) -> {
                meters.unreadable(topic, record.partition(), record.offset(), reason);
                buried.add(producer.send(DeadLetters.of(topic, record, reason, SERVICE)));
                yield Optional.empty();
            }
        };
    }

    /// What the topology reads too, and dead-letters once where it cannot be read.
    private <V extends SpecificRecord> Optional<V> others(Topic<V> topic, ConsumerRecord<byte[], byte[]> record) {
        return switch (format.decode(topic, record.key(), record.value())) {
            case Readable<V>(var _, var value) -> Optional.of(value);
            case Unreadable<V>(var _) -> Optional.empty();
        };
    }

    private static Instant moment(GenerationResult result, ConsumerRecord<byte[], byte[]> record) {
        Instant written = Instant.ofEpochMilli(record.timestamp());
        return result.getOccurredAt().isAfter(written.plus(MOST_AHEAD)) ? written : result.getOccurredAt();
    }
}
