package io.diptych.cost.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestResults;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.RollupRetention;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Posting;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.metrics.PlatformMeters;
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
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostTopologyTest {
    private static final Instant NOW = TestResults.ENDED.plusSeconds(5);

    private final Topics topics = new Topics("");
    private final PlainFormat format = new PlainFormat();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path state;

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> results;
    private TestOutputTopic<byte[], byte[]> entries;
    private TestOutputTopic<String, CostRollup> rollups;
    private TestOutputTopic<byte[], byte[]> dead;

    @BeforeEach
    void start() {
        CostTopology topology = new CostTopology(
                topics,
                format,
                new Postings(Catalog.load().priceBook("seed-000")),
                new RollupRetention(Duration.ofHours(2), Duration.ofDays(2)),
                new CostMeters(registry, new PlatformMeters(registry)),
                InstantSource.fixed(NOW));
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
        send(TestResults.gpt("r2"));

        assertThat(rollups.readRecordsToList())
                .filteredOn(record -> record.value().getWindow().equals("P1D"))
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
        assertThat(windows).containsOnlyKeys("PT1M", "P1D");
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
        assertThat(registry.get("diptych.cost.rollups.late").counter().count()).isEqualTo(1);
        assertThat(entries.readRecordsToList()).hasSize(2);
        try (var sums =
                driver.<String, CostRollup>getKeyValueStore(Operators.SUMS).all()) {
            assertThat(sums)
                    .toIterable()
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.value.getWindow()).isEqualTo("P1D"));
        }
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
        Map<String, CostRollup> last = new HashMap<>();
        rollups.readRecordsToList().stream()
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
