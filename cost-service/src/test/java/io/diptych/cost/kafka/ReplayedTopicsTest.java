package io.diptych.cost.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestResults;
import io.diptych.cost.budget.Budgets;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.RollupRetention;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.events.LedgerBalance;
import io.diptych.events.Settlement;
import io.diptych.events.SettlementKind;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.testing.MemoryFolder;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounting that lost all its state, and reads the topics from their beginning, comes to the same ledger.
class ReplayedTopicsTest {
    private static final Instant NOW = TestResults.ENDED.plusSeconds(5);

    private final Topics topics = new Topics("");
    private final PlainFormat format = new PlainFormat();

    @TempDir(factory = MemoryFolder.class)
    private Path state;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void rebuildTheSameLedgerToTheCent(long seed) {
        // Given
        Random random = new Random(seed);
        List<SpecificRecord> said = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            said.addAll(wordsOn(i, random));
        }
        Collections.shuffle(said, random);
        List<CostEntry> ledger = ledgerOf(said, "first");

        // When
        List<CostEntry> again = ledgerOf(said, "again");
        Collections.shuffle(said, random);
        List<CostEntry> inAnotherOrder = ledgerOf(said, "other");

        // Then
        assertThat(ledger).hasSizeGreaterThan(120);
        assertThat(again).isEqualTo(ledger);
        assertThat(balances(inAnotherOrder)).isEqualTo(balances(ledger));
    }

    /// What is said of one attempt: a result, perhaps twice, perhaps first unknown; perhaps an invoice.
    private static List<SpecificRecord> wordsOn(int number, Random random) {
        GenerationResult billed = TestResults.gpt("r" + number);
        List<SpecificRecord> words = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> words.add(TestResults.withoutImage(billed, Billing.UNKNOWN));
            case 1 -> {
                words.add(TestResults.withoutImage(billed, Billing.UNKNOWN));
                words.add(billed);
            }
            case 2 -> words.add(TestResults.withoutImage(billed, Billing.NOT_BILLED));
            default -> {
                words.add(billed);
                words.add(billed);
            }
        }
        if (random.nextInt(3) == 0) {
            words.add(invoiced(billed, 25_000 + random.nextInt(10_000)));
        }
        return words;
    }

    private static Settlement invoiced(GenerationResult result, long micros) {
        CostEntry charge =
                new Postings(Catalog.load().priceBook("seed-000")).of(result).getFirst();
        return Settlement.newBuilder()
                .setSettlementId("november/" + result.getAttemptId())
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setTenant(result.getTenant())
                .setKind(SettlementKind.INVOICED)
                .setAmountMicros(micros)
                .setInvoice("november")
                .setTemplate(charge)
                .setBalance(LedgerBalance.newBuilder().build())
                .setOccurredAt(NOW)
                .build();
    }

    private List<CostEntry> ledgerOf(List<SpecificRecord> said, String folder) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        CostTopology topology = new CostTopology(
                topics,
                format,
                new Postings(Catalog.load().priceBook("seed-000")),
                Budgets.NONE,
                new RollupRetention(Duration.ofHours(2), Duration.ofHours(2), Duration.ofDays(2)),
                new CostMeters(registry, new PlatformMeters(registry)),
                InstantSource.fixed(NOW),
                new BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers());
        Properties settings = new Properties();
        settings.putAll(new KafkaSettings("unused:1")
                .streams("cost", state.resolve(folder).toString()));
        try (TopologyTestDriver driver = new TopologyTestDriver(topology.build(), settings, NOW)) {
            for (SpecificRecord event : said) {
                switch (event) {
                    case GenerationResult result ->
                        driver.createInputTopic(
                                        topics.results().name(), new ByteArraySerializer(), new ByteArraySerializer())
                                .pipeInput(
                                        EventCodec.bytes(topics.results().keyOf(result)),
                                        format.encode(topics.results(), result),
                                        NOW);
                    case Settlement settlement ->
                        driver.createInputTopic(
                                        topics.settlements().name(),
                                        new ByteArraySerializer(),
                                        new ByteArraySerializer())
                                .pipeInput(
                                        EventCodec.bytes(topics.settlements().keyOf(settlement)),
                                        format.encode(topics.settlements(), settlement),
                                        NOW);
                    default -> throw new AssertionError("no test says " + event);
                }
            }
            TestOutputTopic<byte[], byte[]> entries = driver.createOutputTopic(
                    topics.costEntries().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            return entries.readRecordsToList().stream()
                    .map(record -> entry(record.key(), record.value()))
                    .toList();
        }
    }

    private CostEntry entry(byte[] key, byte[] value) {
        return switch (format.decode(topics.costEntries(), key, value)) {
            case Reading.Readable<CostEntry>(var _, var entry) -> entry;
            case Reading.Unreadable<CostEntry>(var reason) -> throw new AssertionError(reason);
        };
    }

    /// Charged and held micro-USD of each attempt.
    private static Map<String, Map<String, Long>> balances(List<CostEntry> ledger) {
        Map<String, Map<String, Long>> balances = new TreeMap<>();
        for (CostEntry entry : ledger) {
            String account = switch (entry.getPosting()) {
                case HOLD, RELEASE -> "held";
                case CHARGE, CORRECTION, CREDIT -> "charged";
            };
            Long micros = entry.getAmountMicros();
            balances.computeIfAbsent(entry.getAttemptId(), _ -> new LinkedHashMap<>(Map.of("held", 0L, "charged", 0L)))
                    .merge(account, micros == null ? 0 : micros, Long::sum);
        }
        return balances;
    }
}
