package io.diptych.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestResults;
import io.diptych.cost.kafka.CostMeters;
import io.diptych.cost.pricing.Postings;
import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.postgres.PostgresProperties;
import io.diptych.platform.workload.KafkaPrerequisites;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The sink between a real topic and a real table, restarted again and again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerSinkIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int ENTRIES = 5_000;

    private final EmbeddedInfrastructure parts =
            EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY, Part.POSTGRES);
    private final KafkaSettings kafka = new KafkaSettings(parts.kafkaBootstrap());
    private final Topics topics = new Topics("sink.");
    private final EventCodec codec = new EventCodec(parts.registryUrl());
    private final Postings postings = new Postings(Catalog.load().priceBook("seed-000"));
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
    void storesEachPostingOnceThoughItIsRestartedAndReadsAgain() {
        // Given
        WorkloadRunner runner = sink();
        runner.start();
        await().atMost(SOON).until(() -> runner.states().toString().contains("Running"));
        publish(0, ENTRIES);

        // When
        await().atMost(SOON).until(() -> rows() > 0);
        runner.stop();
        long storedBeforeTheRestart = rows();
        runner.start();
        await().atMost(SOON).until(() -> rows() == ENTRIES);
        runner.stop();
        jdbc.sql("delete from consumed_offset where topic = 'sink.cost.entries'")
                .update();
        publish(ENTRIES, ENTRIES + 1);
        runner.start();
        await().atMost(SOON).until(() -> rows() > ENTRIES && offsets() == ENTRIES + 1);
        runner.stop();

        // Then
        assertThat(storedBeforeTheRestart).isPositive();
        assertThat(rows()).isEqualTo(ENTRIES + 1);
        assertThat(jdbc.sql("select sum(amount_micros) from cost_entry where tenant = 'sink'")
                        .query(Long.class)
                        .single())
                .isEqualTo((ENTRIES + 1) * 32_000L);
    }

    @Test
    void keepsAMomentThatNoDatabaseKnows() {
        CostEntry entry = CostEntry.newBuilder(
                        postings.of(TestResults.gpt("future")).getFirst())
                .setOccurredAt(Instant.ofEpochMilli(Long.MAX_VALUE))
                .setTenant("fu\0ture")
                .build();
        database.migrate();

        new LedgerTable(database.connections()).store(List.of(entry), Map.of());

        assertThat(jdbc.sql("select occurred_at::text from cost_entry where tenant = 'future'")
                        .query(String.class)
                        .single())
                .startsWith("9999-12-31");
    }

    @Test
    void keepsEveryCharacterOfATextAndStoresNoPostingOfABatchTwice() {
        String text = "tab\t line\n return\r back\\slash \\N \\. quote\" émoji \uD83D\uDE00";
        CostEntry known = CostEntry.newBuilder(
                        postings.of(TestResults.gpt("characters")).getFirst())
                .setExplanation(text)
                .setTenant("characters")
                .build();
        CostEntry fresh = CostEntry.newBuilder(known)
                .setEntryId("characters#0.2/CHARGE/1")
                .setAmountMicros(null)
                .build();
        database.migrate();
        LedgerTable table = new LedgerTable(database.connections());

        table.store(List.of(known), Map.of());
        table.store(List.of(known, fresh, fresh), Map.of());

        assertThat(jdbc.sql("select explanation from cost_entry where tenant = 'characters'")
                        .query(String.class)
                        .list())
                .containsExactly(text, text);
        assertThat(jdbc.sql("select count(*) from cost_entry where tenant = 'characters' and amount_micros is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void bringsAFilledTableOfTheFirstVersionToToday() {
        // Given
        jdbc.sql("create database migrated").update();
        JdbcAddress postgres = parts.postgres();
        String url = postgres.url().replaceFirst("/[^/?]+($|\\?)", "/migrated$1");
        try (LedgerDatabase old =
                new LedgerDatabase(new PostgresProperties(url, postgres.user(), postgres.password()))) {
            var _ = Flyway.configure()
                    .dataSource(old.connections())
                    .locations("classpath:db/cost")
                    .table("cost_schema_history")
                    .target("1")
                    .load()
                    .migrate();
            JdbcClient filled = JdbcClient.create(old.connections());
            filled.sql("""
                    insert into cost_entry (entry_id, attempt_id, job_id, request_id, tenant, posting, amount_micros,
                        currency, provenance, price_book, price_book_version, explanation, provider, model, tier, lane,
                        stage, images, attempt_no, rule_id, policy, policy_version, occurred_at)
                    select 'a' || n || '/CHARGE/1', 'a' || n, 'j', 'r', 't', 'CHARGE', n, 'USD', 'METERED', 'b', '1', '',
                        'p', 'm', 'x', 'BULK', 'SCENE', 1, 1, 'r', 'p', '1',
                        case n when 1 then timestamptz '1970-01-01T00:00:00Z'
                            else timestamptz '2026-10-15T00:00:00Z' + n * interval '10 days' end
                    from generate_series(1, 5) n""").update();

            // When
            old.migrate();

            // Then
            assertThat(filled.sql("select tableoid::regclass::text || ' ' || amount_micros from cost_entry order by 1")
                            .query(String.class)
                            .list())
                    .containsExactly(
                            "cost_entry_2026_11 2",
                            "cost_entry_2026_11 3",
                            "cost_entry_2026_11 4",
                            "cost_entry_2026_12 5",
                            "cost_entry_default 1");
            assertThat(filled.sql("select count(*) from cost_entry where regeneration or settles_unpriced")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void migratesAgainWithoutHarm() {
        database.migrate();

        database.migrate();

        assertThat(jdbc.sql("select count(*) from cost_schema_history where version = '1' and success")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private void publish(int from, int to) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("test"))) {
            for (int i = from; i < to; i++) {
                GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("sink-" + i))
                        .setTenant("sink")
                        .build();
                Future<RecordMetadata> _ = producer.send(
                        codec.record(topics.costEntries(), postings.of(result).getFirst(), new RecordHeaders()));
            }
        }
    }

    private long rows() {
        return jdbc.sql("select count(*) from cost_entry where tenant = 'sink'")
                .query(Long.class)
                .single();
    }

    private long offsets() {
        return jdbc.sql("select coalesce(sum(next_offset), 0) from consumed_offset where topic = 'sink.cost.entries'")
                .query(Long.class)
                .single();
    }

    private WorkloadRunner sink() {
        PlatformMeters meters = new PlatformMeters(new SimpleMeterRegistry());
        LedgerSink sink = new LedgerSink(
                kafka,
                "sink.cost.ledger",
                topics.costEntries(),
                codec,
                database,
                new CostMeters(new SimpleMeterRegistry(), meters),
                meters);
        return new WorkloadRunner(
                List.of(sink),
                new KafkaPrerequisites(kafka, parts.registryUrl(), topics.all(List.of("gpt-image-2")), true),
                InstantSource.system(),
                Duration.ofSeconds(10));
    }
}
