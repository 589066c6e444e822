package io.diptych.cost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestEvents;
import io.diptych.cost.TestResults;
import io.diptych.cost.dashboard.FeedbackQueries.Maker;
import io.diptych.cost.dashboard.FeedbackQueries.Said;
import io.diptych.cost.kafka.CostMeters;
import io.diptych.cost.ledger.LedgerDatabase;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.Dimensions;
import io.diptych.cost.rollup.Facts;
import io.diptych.cost.rollup.Rollups;
import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.events.FeedbackCount;
import io.diptych.events.GenerationResult;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.postgres.PostgresProperties;
import io.diptych.platform.workload.KafkaPrerequisites;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The sink between real topics and real tables.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardSinkIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int IMAGES = 100;

    private final EmbeddedInfrastructure parts =
            EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY, Part.POSTGRES);
    private final KafkaSettings kafka = new KafkaSettings(parts.kafkaBootstrap());
    private final Topics topics = new Topics("board.");
    private final EventCodec codec = new EventCodec(parts.registryUrl());
    private LedgerDatabase database;
    private JdbcClient jdbc;

    @BeforeAll
    void connect() {
        JdbcAddress postgres = parts.postgres();
        database = new LedgerDatabase(new PostgresProperties(postgres.url(), postgres.user(), postgres.password()));
        jdbc = JdbcClient.create(database.connections());
    }

    @AfterAll
    void disconnect() {
        database.close();
        codec.close();
    }

    @Test
    void storesTheSameHoweverOftenItReads() {
        // Given
        WorkloadRunner runner = sink("board.");
        runner.start();
        await().atMost(SOON).until(() -> runner.states().toString().contains("Running"));
        long records = publish();
        await().atMost(SOON).until(() -> offsets() == records);
        runner.stop();
        List<String> once = stored();

        // When
        jdbc.sql("delete from consumed_offset where topic like 'board.%'").update();
        runner.start();
        await().atMost(SOON).until(() -> offsets() == records);
        runner.stop();

        // Then
        assertThat(stored()).isEqualTo(once);
        assertThat(once).containsExactly("100 attempts, 50 accepted, 1 kinds", "ROUTE PT1M 32000 of 99 charges");
    }

    @Test
    void forgetsBudgetThatIsTakenBack() {
        // Given
        BudgetStatus gone = budget("spring-sale");
        BudgetStatus kept = budget("summer-sale");
        WorkloadRunner runner = sink("taken.");
        runner.start();
        Topics taken = new Topics("taken.");
        await().atMost(SOON).until(() -> runner.states().toString().contains("Running"));

        // When
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("test"))) {
            send(producer, taken.budgets(), gone);
            send(producer, taken.budgets(), kept);
            await().atMost(SOON).until(() -> budgets().size() == 2);
            byte[] key = taken.budgets().keyOf(gone).getBytes(StandardCharsets.UTF_8);
            Future<RecordMetadata> _ =
                    producer.send(new ProducerRecord<>(taken.budgets().name(), key, null));
        }

        // Then
        await().atMost(SOON).until(() -> budgets().size() == 1);
        runner.stop();
        assertThat(budgets()).containsExactly("summer-sale");
    }

    @Test
    void addsUpWhatPeopleSaidByWhatMadeTheImages() {
        // Given
        FeedbackCount poor =
                said("said-model", "rule-1", "t@1").setRegenerated(1).build();
        WorkloadRunner runner = sink("said.");
        runner.start();
        Topics said = new Topics("said.");
        await().atMost(SOON).until(() -> runner.states().toString().contains("Running"));

        // When
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("test"))) {
            send(producer, said.feedbackCounts(), poor);
            send(
                    producer,
                    said.feedbackCounts(),
                    FeedbackCount.newBuilder(poor)
                            .setRegenerated(3)
                            .setRated(2)
                            .setRatingSum(5)
                            .build());
            send(
                    producer,
                    said.feedbackCounts(),
                    said("said-model", "rule-2", "").setChosen(4).build());
        }

        // Then
        FeedbackQueries queries = new FeedbackQueries(database.connections());
        await().atMost(SOON).until(() -> queries.by(Maker.RULE, 10).size() == 2);
        runner.stop();
        assertThat(queries.by(Maker.MODEL, 10)).containsExactly(new Said("said-model", 3, 0, 0, 2, 2.5, 4, 0));
        assertThat(queries.by(Maker.TEMPLATE, 10))
                .containsExactly(new Said("t@1", 3, 0, 0, 2, 2.5, 0, 0), new Said(null, 0, 0, 0, 0, null, 4, 0));
        jdbc.sql("delete from feedback_count where model = 'said-model'").update();
    }

    private static FeedbackCount.Builder said(String model, String rule, String template) {
        return FeedbackCount.newBuilder()
                .setModel(model)
                .setRuleId(rule)
                .setTemplateVersion(template)
                .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private List<String> budgets() {
        return jdbc.sql("select budget_id from budget_status where tenant = 'taken' order by budget_id")
                .query((row, _) -> Objects.requireNonNull(row.getString("budget_id")))
                .list();
    }

    private static BudgetStatus budget(String budgetId) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return BudgetStatus.newBuilder()
                .setTenant("taken")
                .setBudgetId(budgetId)
                .setCampaign(budgetId)
                .setHard(true)
                .setLimitMicros(2_000_000)
                .setSpentMicros(0)
                .setHeldMicros(0)
                .setPeriodStart(now)
                .setPeriodEnd(now.plus(Duration.ofDays(20)))
                .setOccurredAt(now)
                .build();
    }

    private List<String> stored() {
        return jdbc.sql("""
                        select count(*) || ' attempts, ' || count(*) filter (where accepted) || ' accepted, '
                            || count(distinct kind_id) || ' kinds' as line
                        from ended_attempt where attempt_id like 'sunk-%'
                        union all
                        select cube || ' ' || time_window || ' ' || amount_micros || ' of ' || charges || ' charges'
                        from cost_rollup where tenant = 'sunk'
                        """).query((row, _) -> row.getString("line")).list();
    }

    /// Results, some outcomes before them, and a sum a hundred times.
    ///
    /// @return records
    private long publish() {
        GenerationResult template = GenerationResult.newBuilder(TestResults.gpt("sunk"))
                .setTenant("sunk")
                .build();
        CostEntry entry =
                new Postings(Catalog.load().priceBook("seed-000")).of(template).getFirst();
        CostRollup sum = Rollups.deltas(
                        Facts.of(entry), Dimensions.of(entry), entry.getOccurredAt(), entry.getOccurredAt())
                .getFirst();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("test"))) {
            for (int i = 0; i < IMAGES; i++) {
                GenerationResult result = TestResults.gpt("sunk-" + i);
                if (i % 2 == 0) {
                    send(producer, topics.outcomes(), TestEvents.delivered(result));
                }
                send(producer, topics.results(), result);
                send(
                        producer,
                        topics.costRollups(),
                        CostRollup.newBuilder(sum).setCharges(i).build());
            }
            byte[] garbage = "not avro".getBytes(StandardCharsets.UTF_8);
            Future<RecordMetadata> _ =
                    producer.send(new ProducerRecord<>(topics.costRollups().name(), garbage, garbage));
            Future<RecordMetadata> _ =
                    producer.send(new ProducerRecord<>(topics.results().name(), garbage, garbage));
        }
        return 2L * IMAGES + IMAGES / 2 + 2;
    }

    private <V extends SpecificRecord> void send(Producer<byte[], byte[]> producer, Topic<V> topic, V value) {
        Future<RecordMetadata> _ = producer.send(codec.record(topic, value, new RecordHeaders()));
    }

    private long offsets() {
        return jdbc.sql("select coalesce(sum(next_offset), 0) from consumed_offset where topic like 'board.%'")
                .query(Long.class)
                .single();
    }

    private WorkloadRunner sink(String prefix) {
        Topics topics = new Topics(prefix);
        PlatformMeters meters = new PlatformMeters(new SimpleMeterRegistry());
        DashboardSink sink = new DashboardSink(
                kafka,
                prefix + "cost.dashboard",
                topics,
                codec,
                database,
                new CostMeters(new SimpleMeterRegistry(), meters),
                meters,
                InstantSource.system());
        return new WorkloadRunner(
                List.of(sink),
                new KafkaPrerequisites(kafka, parts.registryUrl(), topics.all(List.of("gpt-image-2")), true),
                InstantSource.system(),
                Duration.ofSeconds(10));
    }
}
