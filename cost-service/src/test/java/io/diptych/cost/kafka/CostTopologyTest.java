package io.diptych.cost.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestEvents;
import io.diptych.cost.TestResults;
import io.diptych.cost.budget.BudgetFile;
import io.diptych.cost.budget.Budgets;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.RollupRetention;
import io.diptych.events.AlertKind;
import io.diptych.events.Billing;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CostAlert;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.events.Escalation;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.LedgerBalance;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Settlement;
import io.diptych.events.SettlementKind;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.RepeatHeader;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.testing.MemoryFolder;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostTopologyTest {
    private static final Instant NOW = TestResults.ENDED.plusSeconds(5);
    private static final Budgets BUDGETS = BudgetFile.parse("budgets.yaml", """
            budgets:
              - {id: acme-month, tenant: acme, period: month, time_zone: Asia/Shanghai, limit_usd: 0.10, thresholds: [50%, 100%]}
              - {id: spring, tenant: acme, campaign: spring, period: day, limit_usd: 1.00, enforcement: soft, thresholds: [5%]}
              - {id: other, tenant: other, period: week, limit_usd: 1.00}
            """);

    private final Topics topics = new Topics("");
    private final PlainFormat format = new PlainFormat();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir(factory = MemoryFolder.class)
    private Path state;

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> results;
    private TestOutputTopic<byte[], byte[]> entries;
    private TestOutputTopic<String, CostRollup> rollups;
    private TestOutputTopic<byte[], byte[]> dead;

    @BeforeEach
    void start() {
        start(BUDGETS);
    }

    private void start(Budgets budgets) {
        CostTopology topology = new CostTopology(
                topics,
                format,
                new Postings(Catalog.load().priceBook("seed-000")),
                budgets,
                new RollupRetention(Duration.ofHours(2), Duration.ofHours(2), Duration.ofDays(2)),
                new CostMeters(registry, new PlatformMeters(registry)),
                InstantSource.fixed(NOW),
                new BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers());
        Properties settings = new Properties();
        settings.putAll(new KafkaSettings("unused:1").streams("cost", state.toString()));
        driver = new TopologyTestDriver(topology.build(), settings, NOW);
        results =
                driver.createInputTopic(topics.results().name(), new ByteArraySerializer(), new ByteArraySerializer());
        entries = driver.createOutputTopic(
                topics.costEntries().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        rollups = driver.createOutputTopic(
                topics.costRollups().name(),
                new StringDeserializer(),
                format.serde(topics.costRollups()).deserializer());
        dead = driver.createOutputTopic(
                topics.results().deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void postsAResultUnderItsAttempt() {
        send(TestResults.gpt("r1"));

        TestRecord<byte[], byte[]> record = entries.readRecord();
        assertThat(record.key()).asString().isEqualTo("r1#0.1");
        assertThat(entry(record).getAmountMicros()).isEqualTo(32_000);
        assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void handsTheTraceOn() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-a-b-01".getBytes(StandardCharsets.UTF_8));
        GenerationResult result = TestResults.gpt("r1");

        results.pipeInput(new TestRecord<>(
                EventCodec.bytes(result.getJobId()), format.encode(topics.results(), result), headers));

        assertThat(entries.readRecord().headers().lastHeader("traceparent").value())
                .asString()
                .isEqualTo("00-a-b-01");
    }

    @Test
    void postsNothingTwice() {
        send(TestResults.gpt("r1"));
        driver.advanceWallClockTime(Duration.ofDays(7));
        send(TestResults.gpt("r1"));

        assertThat(entries.readRecordsToList()).hasSize(1);
        assertThat(lastSums("PT1M"))
                .singleElement()
                .satisfies(sum -> assertThat(sum.getCharges()).isEqualTo(1));
        assertThat(registry.get("diptych.cost.results.repeated").counter().count())
                .isEqualTo(1);
    }

    @Test
    void postsEachAttemptOfAJob() {
        send(TestResults.gpt("r1"));
        send(TestResults.of("r1", 2, "openai", "gpt-image-2", "high", Lane.INTERACTIVE, Stage.WHITE_BACKGROUND)
                .build());

        assertThat(entries.readRecordsToList())
                .extracting(record -> entry(record).getEntryId())
                .containsExactly("r1#0.1/CHARGE/1", "r1#0.2/CHARGE/1");
    }

    @Test
    void holdsWhatNobodyKnowsAndPostsNothingForWhatWasNotCharged() {
        send(TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN));
        send(TestResults.withoutImage(TestResults.gpt("r2"), Billing.NOT_BILLED));

        assertThat(entries.readRecordsToList())
                .singleElement()
                .satisfies(record -> assertThat(entry(record).getPosting()).isEqualTo(Posting.HOLD));
    }

    @Test
    void countsAnUnknownPrice() {
        send(TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                .build());

        assertThat(entry(entries.readRecord()).getAmountMicros()).isNull();
        assertThat(registry.get("diptych.cost.unpriced").counter().count()).isEqualTo(1);
    }

    @Test
    void deadLettersWhatItCannotReadAndGoesOn() {
        results.pipeInput(EventCodec.bytes("r0#0"), new byte[] {1, 2, 3});
        results.pipeInput(new TestRecord<>(EventCodec.bytes("r0#0"), null));
        send(TestResults.gpt("r1"));

        List<TestRecord<byte[], byte[]>> letters = dead.readRecordsToList();
        assertThat(letters).hasSize(2);
        assertThat(letters.getFirst().value()).containsExactly(1, 2, 3);
        assertThat(letters.getFirst().headers().lastHeader(DeadLetters.REASON).value())
                .asString()
                .isEqualTo("value is not Avro");
        assertThat(entries.readRecordsToList()).hasSize(1);
        assertThat(registry.get(PlatformMeters.DEAD_LETTERS).counter().count()).isEqualTo(2);
    }

    @Test
    void sendsEachNewSumUnderItsDimensionsAndWindow() {
        send(TestResults.gpt("r1"));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        send(TestResults.gpt("r2"));
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(rollups.readRecordsToList())
                .filteredOn(record -> record.value().getCube().equals("ROUTE")
                        && record.value().getWindow().equals("P1D"))
                .extracting(record -> record.key() + " " + record.value().getAmountMicros())
                .containsExactly(
                        "acme|spring|WHITE_BACKGROUND|openai|gpt-image-2|medium|INTERACTIVE|P1D|2026-11-20T00:00:00Z 32000",
                        "acme|spring|WHITE_BACKGROUND|openai|gpt-image-2|medium|INTERACTIVE|P1D|2026-11-20T00:00:00Z 64000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sumsAreThoseOfThePostingsInWhateverOrderResultsComeAndHoweverOften(long seed) {
        // Given
        Random random = new Random(seed);
        List<GenerationResult> sent = new ArrayList<>();
        IntStream.range(0, 200).mapToObj(i -> anyResult(i, random)).forEach(result -> {
            sent.add(result);
            if (random.nextInt(4) == 0) {
                sent.add(result);
            }
        });
        Collections.shuffle(sent, random);

        // When
        sent.forEach(this::send);

        // Then
        List<CostEntry> posted =
                entries.readRecordsToList().stream().map(this::entry).toList();
        assertThat(posted).extracting(CostEntry::getEntryId).doesNotHaveDuplicates();
        Map<String, List<CostRollup>> windows = new HashMap<>();
        lastSums("")
                .forEach(sum -> windows.computeIfAbsent(sum.getWindow(), _ -> new ArrayList<>())
                        .add(sum));
        assertThat(windows).containsOnlyKeys("PT1M", "PT1H", "P1D");
        windows.values().forEach(sums -> assertEqualSums(sums, posted));
    }

    @Test
    void forgetsWindowsThatEndedLongAgoAndNeverBeginsThemAnew() {
        // Given
        send(TestResults.gpt("r1"));
        driver.advanceWallClockTime(Duration.ofHours(3));
        rollups.readRecordsToList();

        // When
        send(TestResults.gpt("r2"));

        // Then
        assertThat(lastSums("")).singleElement().satisfies(sum -> {
            assertThat(sum.getWindow()).isEqualTo("P1D");
            assertThat(sum.getCharges()).isEqualTo(2);
        });
        assertThat(registry.get("diptych.cost.rollups.late")
                        .tag("window", "PT1M")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(entries.readRecordsToList()).hasSize(2);
        try (var sums =
                driver.<String, CostRollup>getKeyValueStore(Operators.SUMS).all()) {
            assertThat(sums)
                    .toIterable()
                    .filteredOn(kept -> kept.value.getCube().equals("ROUTE"))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.value.getWindow()).isEqualTo("P1D"));
        }
    }

    @Test
    void releasesAHoldWhenTheAttemptIsChargedLater() {
        send(TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN));
        send(TestResults.gpt("r1"));
        send(TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN));

        assertThat(entries.readRecordsToList().stream().map(this::entry))
                .extracting(entry -> entry.getEntryId() + " " + entry.getAmountMicros() + " " + entry.getSettles())
                .containsExactly(
                        "r1#0.1/HOLD/1 32000 null",
                        "r1#0.1/CHARGE/1 32000 null",
                        "r1#0.1/RELEASE/1 -32000 r1#0.1/HOLD/1");
        assertThat(lastSums("PT1M")).singleElement().satisfies(sum -> {
            assertThat(sum.getHeldMicros()).isZero();
            assertThat(sum.getAmountMicros()).isEqualTo(32_000);
            assertThat(sum.getAttempts()).isEqualTo(1);
        });
    }

    @Test
    void releasesAHoldWhenTheAttemptTurnsOutNotToBeCharged() {
        send(TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN));
        send(TestResults.withoutImage(TestResults.gpt("r1"), Billing.NOT_BILLED));

        assertThat(entries.readRecordsToList().stream().map(this::entry).map(CostEntry::getEntryId))
                .containsExactly("r1#0.1/HOLD/1", "r1#0.1/RELEASE/1");
    }

    @Test
    void correctsAChargeByTheInvoiceOnce() {
        send(TestResults.gpt("r1"));
        CostEntry charge = entry(entries.readRecord());
        Settlement settlement = settlement(charge, SettlementKind.INVOICED, 30_000);

        settle(settlement);
        settle(settlement);
        send(TestResults.gpt("r1"));

        assertThat(entries.readRecordsToList().stream().map(this::entry))
                .singleElement()
                .satisfies(correction -> {
                    assertThat(correction.getEntryId()).isEqualTo("r1#0.1/CORRECTION/1");
                    assertThat(correction.getAmountMicros()).isEqualTo(-2_000);
                    assertThat(correction.getSettles()).isEqualTo("r1#0.1/CHARGE/1");
                    assertThat(correction.getProvenance()).isEqualTo(Provenance.INVOICED);
                    assertThat(correction.getInvoice()).isEqualTo("2026-11");
                    assertThat(correction.getOccurredAt()).isEqualTo(charge.getOccurredAt());
                });
    }

    @Test
    void givesAPriceToWhatHadNone() {
        send(TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                .build());
        CostEntry charge = entry(entries.readRecord());

        settle(settlement(charge, SettlementKind.INVOICED, 50_000));

        assertThat(entry(entries.readRecord()).getSettlesUnpriced()).isTrue();
        assertThat(lastSums("P1D")).singleElement().satisfies(sum -> {
            assertThat(sum.getUnpriced()).isZero();
            assertThat(sum.getAmountMicros()).isEqualTo(50_000);
        });
    }

    @Test
    void correctsWhatItNoLongerRemembersByWhatTheLedgerSaid() {
        CostEntry charge = new Postings(Catalog.load().priceBook("seed-000"))
                .of(TestResults.gpt("r1"))
                .getFirst();

        settle(settlement(charge, SettlementKind.NOT_CHARGED, 0));

        assertThat(entry(entries.readRecord())).satisfies(correction -> {
            assertThat(correction.getEntryId()).isEqualTo("r1#0.1/CORRECTION/1");
            assertThat(correction.getAmountMicros()).isEqualTo(-32_000);
        });
    }

    @Test
    void countsWhatWasDeliveredAndWhatWasEscalatedOnce() {
        GenerationResult result = TestResults.gpt("r1");
        JobOutcome outcome = TestEvents.delivered(result);
        Escalation escalation = TestEvents.escalated(result);
        send(result);

        for (int i = 0; i < 2; i++) {
            send(topics.outcomes(), outcome);
            send(topics.escalations(), escalation);
        }

        assertThat(lastSums("P1D")).singleElement().satisfies(sum -> {
            assertThat(sum.getAccepted()).isEqualTo(1);
            assertThat(sum.getEscalations()).isEqualTo(1);
            assertThat(sum.getCharges()).isEqualTo(1);
        });
    }

    @Test
    void countsWhatEachRepeatThatWasAnsweredSaves() {
        GenerationResult result = TestResults.gpt("r1");
        JobOutcome outcome = TestEvents.delivered(result);
        send(result);
        send(topics.outcomes(), outcome);

        for (int i = 0; i < 2; i++) {
            send(topics.outcomes(), outcome, RepeatHeader.addedTo(new RecordHeaders()));
        }

        assertThat(lastSums("P1D")).singleElement().satisfies(sum -> {
            assertThat(sum.getSavedMicros()).isEqualTo(2 * 32_000);
            assertThat(sum.getAccepted()).isEqualTo(1);
            assertThat(sum.getAmountMicros()).isEqualTo(32_000);
        });
    }

    @Test
    void doesNotBelieveAClockThatIsAhead() {
        send(GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setOccurredAt(NOW.plus(Duration.ofDays(400)))
                .build());

        assertThat(entry(entries.readRecord()).getOccurredAt()).isEqualTo(NOW);
        assertThat(registry.get("diptych.cost.clock.ahead").counter().count()).isEqualTo(1);
    }

    @Test
    void alertsOnceADayOnAModelWithoutAPrice() {
        for (int i = 0; i < 3; i++) {
            send(TestResults.of("r" + i, 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                    .build());
        }

        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.getKind()).isEqualTo(AlertKind.PRICE_UNKNOWN));
    }

    @Test
    void saysWhereBudgetsStandWhenTheyBeginAndWhenThresholdsAreCrossed() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(statuses())
                .extracting(status -> status.getBudgetId() + " " + status.getLimitMicros())
                .containsExactly("acme-month 100000", "spring " + Long.MAX_VALUE, "other 1000000");

        for (int i = 0; i < 4; i++) {
            send(TestResults.gpt("r" + i));
        }
        send(TestResults.withoutImage(TestResults.gpt("r9"), Billing.UNKNOWN));

        assertThat(alerts())
                .extracting(CostAlert::getSubject, CostAlert::getKind)
                .containsExactly(
                        tuple("acme-month", AlertKind.BUDGET_THRESHOLD),
                        tuple("spring", AlertKind.BUDGET_THRESHOLD),
                        tuple("acme-month", AlertKind.BUDGET_EXHAUSTED));
        BudgetStatus exhausted = statuses().getLast();
        assertThat(exhausted.getBudgetId()).isEqualTo("acme-month");
        assertThat(exhausted.getExhausted()).isTrue();
        assertThat(exhausted.getSpentMicros()).isEqualTo(4 * 32_000);
        assertThat(exhausted.getPeriodStart()).isEqualTo("2026-10-31T16:00:00Z");
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(statuses())
                .filteredOn(status -> status.getBudgetId().equals("acme-month"))
                .singleElement()
                .satisfies(status -> assertThat(status.getHeldMicros()).isEqualTo(32_000));
    }

    @Test
    void takesBackABudgetThatIsNoLongerDefined() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(statuses()).isNotEmpty();
        driver.<String, byte[]>getKeyValueStore(Operators.CROSSINGS).put("said|acme|autumn", new byte[0]);

        restart(BUDGETS);

        assertThat(takenBack()).containsExactly("acme|autumn");
    }

    @Test
    void takesBackTheLastBudgetsToo() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(statuses()).hasSize(3);

        restart(Budgets.NONE);

        assertThat(takenBack()).containsExactlyInAnyOrder("acme|acme-month", "acme|spring", "other|other");
        restart(Budgets.NONE);
        assertThat(takenBack()).isEmpty();
    }

    @Test
    void readsNoPostingsForBudgetsThatNobodyDefined() {
        restart(Budgets.NONE);
        send(TestResults.gpt("r1"));
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(driver.<String, byte[]>getKeyValueStore(Operators.SPENDING).all())
                .isExhausted();
        assertThat(statuses()).isEmpty();
    }

    /// With other definitions, and with what was known.
    private void restart(Budgets budgets) {
        Map<String, byte[]> known = new HashMap<>();
        driver.<String, byte[]>getKeyValueStore(Operators.CROSSINGS)
                .all()
                .forEachRemaining(one -> known.put(one.key, one.value));
        driver.close();
        start(budgets);
        known.forEach(driver.<String, byte[]>getKeyValueStore(Operators.CROSSINGS)::put);
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    private List<String> takenBack() {
        return driver
                .createOutputTopic(topics.budgets().name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList()
                .stream()
                .filter(record -> record.value == null)
                .map(record -> record.key)
                .toList();
    }

    @Test
    void beginsABudgetAnewWithItsPeriod() {
        send(TestResults.gpt("r1"));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        statuses();

        driver.advanceWallClockTime(Duration.ofHours(14));

        assertThat(statuses())
                .filteredOn(status -> status.getBudgetId().equals("spring"))
                .last()
                .satisfies(status -> {
                    assertThat(status.getPeriodStart()).isEqualTo("2026-11-21T00:00:00Z");
                    assertThat(status.getSpentMicros()).isZero();
                });
    }

    @Test
    void alarmsWhenAModelBeginsToFail() {
        for (int i = 0; i < 260; i++) {
            GenerationResult result = TestResults.gpt("r" + i);
            send(i < 200 ? result : TestResults.withoutImage(result, Billing.NOT_BILLED));
        }

        assertThat(alerts())
                .filteredOn(alert -> alert.getKind() == AlertKind.SHIFT)
                .first()
                .satisfies(alert -> {
                    assertThat(alert.getKind()).isEqualTo(AlertKind.SHIFT);
                    assertThat(alert.getSubject()).isEqualTo("failure/gpt-image-2");
                    assertThat(alert.getMessage()).contains("has risen");
                });
    }

    @Test
    void alarmsWhenAnAcceptedImageBecomesDearer() {
        for (int i = 0; i < 260; i++) {
            GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r" + i))
                    .setReportedMicros(i < 200 ? 32_000L : 64_000L)
                    .build();
            send(result);
            send(topics.outcomes(), TestEvents.delivered(result));
        }

        assertThat(alerts())
                .filteredOn(alert -> alert.getKind() == AlertKind.SHIFT)
                .extracting(CostAlert::getSubject)
                .containsExactly("cost-per-accepted/WHITE_BACKGROUND");
    }

    private List<BudgetStatus> statuses() {
        return driver
                .createOutputTopic(topics.budgets().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(record -> read(topics.budgets(), record))
                .toList();
    }

    private List<CostAlert> alerts() {
        return driver
                .createOutputTopic(topics.costAlerts().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(record -> read(topics.costAlerts(), record))
                .toList();
    }

    private static Settlement settlement(CostEntry charge, SettlementKind kind, long micros) {
        return Settlement.newBuilder()
                .setSettlementId("2026-11/" + charge.getAttemptId())
                .setAttemptId(charge.getAttemptId())
                .setJobId(charge.getJobId())
                .setTenant(charge.getTenant())
                .setKind(kind)
                .setAmountMicros(micros)
                .setInvoice("2026-11")
                .setTemplate(charge)
                .setBalance(LedgerBalance.newBuilder()
                        .setPostings(Map.of("CHARGE", 1))
                        .setChargedMicros(charge.getAmountMicros() == null ? 0 : charge.getAmountMicros())
                        .build())
                .setOccurredAt(NOW)
                .build();
    }

    private void settle(Settlement settlement) {
        send(topics.settlements(), settlement);
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, V event) {
        send(topic, event, new RecordHeaders());
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, V event, Headers headers) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        EventCodec.bytes(topic.keyOf(event)), format.encode(topic, event), headers, NOW));
    }

    private <V extends SpecificRecord> V read(Topic<V> topic, TestRecord<byte[], byte[]> record) {
        return switch (format.decode(topic, record.key(), record.value())) {
            case Reading.Readable<V>(var _, var event) -> event;
            case Reading.Unreadable<V>(var reason) -> throw new AssertionError(reason);
        };
    }

    private void send(GenerationResult result) {
        Topic<GenerationResult> topic = topics.results();
        results.pipeInput(EventCodec.bytes(topic.keyOf(result)), format.encode(topic, result));
    }

    private CostEntry entry(TestRecord<byte[], byte[]> record) {
        return switch (format.decode(topics.costEntries(), record.key(), record.value())) {
            case Reading.Readable<CostEntry>(var _, var entry) -> entry;
            case Reading.Unreadable<CostEntry>(var reason) -> throw new AssertionError(reason);
        };
    }

    /// The last value of each key, as compaction would leave it.
    private Collection<CostRollup> lastSums(String window) {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        Map<String, CostRollup> last = new HashMap<>();
        rollups.readRecordsToList().stream()
                .filter(record -> record.value().getCube().equals("ROUTE"))
                .filter(record -> record.value().getWindow().startsWith(window))
                .forEach(record -> last.put(record.key(), record.value()));
        return last.values();
    }

    private static GenerationResult anyResult(int i, Random random) {
        String[] models = {"gpt-image-2", "gemini-3.1-flash-image", "nobody"};
        GenerationResult result = TestResults.of(
                        "r" + i,
                        1 + random.nextInt(3),
                        "provider",
                        models[random.nextInt(3)],
                        random.nextBoolean() ? "medium" : "1K",
                        anyOf(List.of(Lane.values()), random),
                        anyOf(List.of(Stage.values()), random))
                .setOccurredAt(TestResults.ENDED.minusSeconds(random.nextInt(3_600)))
                .build();
        return switch (random.nextInt(4)) {
            case 0 -> TestResults.withoutImage(result, Billing.UNKNOWN);
            case 1 -> TestResults.withoutImage(result, Billing.NOT_BILLED);
            default -> result;
        };
    }

    private static <T> T anyOf(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static void assertEqualSums(List<CostRollup> sums, List<CostEntry> posted) {
        assertThat(sums.stream().mapToLong(CostRollup::getAmountMicros).sum()).isEqualTo(total(posted, Posting.CHARGE));
        assertThat(sums.stream().mapToLong(CostRollup::getHeldMicros).sum()).isEqualTo(total(posted, Posting.HOLD));
        assertThat(sums.stream().mapToLong(CostRollup::getCharges).sum())
                .isEqualTo(posted.stream()
                        .filter(entry -> entry.getPosting() == Posting.CHARGE)
                        .count());
        assertThat(sums.stream().mapToLong(CostRollup::getUnpriced).sum())
                .isEqualTo(posted.stream()
                        .filter(entry -> entry.getAmountMicros() == null)
                        .count());
    }

    private static long total(List<CostEntry> posted, Posting posting) {
        return posted.stream()
                .filter(entry -> entry.getPosting() == posting && entry.getAmountMicros() != null)
                .mapToLong(CostEntry::getAmountMicros)
                .sum();
    }
}
