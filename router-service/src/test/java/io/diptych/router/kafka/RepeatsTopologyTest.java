package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.kafka.RouterOnTheBench.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CircuitState;
import io.diptych.events.ProviderHealth;
import io.diptych.events.RepeatedRequest;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.RepeatHeader;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.testing.MemoryFolder;
import io.diptych.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatsTopologyTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PlainFormat format = new PlainFormat();
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TopologyTestDriver driver;

    @SuppressWarnings("NullAway.Init")
    private TestInputTopic<byte[], byte[]> outcomes;

    @SuppressWarnings("NullAway.Init")
    private TestOutputTopic<byte[], byte[]> answers;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path stateDir) {
        Desk desk = new Desk(TOPICS, format, new RouterMeters(meters), new PlatformMeters(meters), new CommitPace());
        driver = new TopologyTestDriver(
                RepeatsTopology.build(desk, Recorded::new, () -> AT), RouterOnTheBench.settings(stateDir), AT);
        String topic = TOPICS.outcomes().name();
        outcomes = driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
        answers = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void answersARepeatWithTheOutcomeThatThereIs() {
        ended("r-1#0", "first");
        ended("r-2#0", "second");
        Headers headers = new RecordHeaders().add("traceparent", bytes("00-aa-bb-01"));

        repeat("r-2#0", headers);

        TestRecord<byte[], byte[]> answer = answers.readRecord();
        assertThat(answer.key()).isEqualTo(bytes("r-2#0"));
        assertThat(new String(answer.value(), StandardCharsets.UTF_8)).isEqualTo("second");
        assertThat(RepeatHeader.isIn(answer.headers())).isTrue();
        assertThat(answer.headers().lastHeader("traceparent").value()).isEqualTo(bytes("00-aa-bb-01"));
        assertThat(answers.isEmpty()).isTrue();
        assertThat(answered("true")).isEqualTo(1);
    }

    @Test
    void saysNothingOfAJobThatHasNotEnded() {
        repeat("r-1#0", new RecordHeaders());

        assertThat(answers.isEmpty()).isTrue();
    }

    @Test
    void doesNotAnswerWithTheOutcomeOfAnotherJob() {
        ended("r-1#0", "first");
        log.set(0, new ConsumerRecord<>(TOPICS.outcomes().name(), 0, 5, bytes("r-5#0"), bytes("fifth")));

        repeat("r-1#0", new RecordHeaders());

        assertThat(answers.isEmpty()).isTrue();
        assertThat(answered("false")).isEqualTo(1);
    }

    @Test
    void forgetsOutcomesADayAfterRequestIds() {
        ended("r-1#0", "first");

        driver.advanceWallClockTime(Duration.ofDays(8));
        assertThat(remembered()).isEqualTo(1);
        driver.advanceWallClockTime(Duration.ofMinutes(1));
        assertThat(remembered()).isZero();
    }

    @Test
    void deadLettersWhatBoardsCannotRead() {
        for (Topic<?> topic : List.of(TOPICS.health(), TOPICS.policies(), TOPICS.cancellations())) {
            var board = driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
            var letters = driver.createOutputTopic(
                    topic.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());

            board.pipeInput(new TestRecord<>(bytes("withdrawn"), null));
            board.pipeInput(bytes("broken"), bytes("not avro"));

            TestRecord<byte[], byte[]> letter = letters.readRecord();
            assertThat(letter.key()).isEqualTo(bytes("broken"));
            assertThat(letter.value()).isEqualTo(bytes("not avro"));
            assertThat(letter.headers().lastHeader(DeadLetters.REASON).value())
                    .isEqualTo(bytes("value is not Avro in Confluent's wire format"));
            assertThat(letter.headers().lastHeader(DeadLetters.PARTITION).value())
                    .isEqualTo(bytes("0"));
            assertThat(letter.headers().lastHeader(DeadLetters.OFFSET).value()).isEqualTo(bytes("1"));
            assertThat(letters.isEmpty()).isTrue();
        }
    }

    @Test
    void leavesWhatBoardsCanRead() {
        ProviderHealth health = ProviderHealth.newBuilder()
                .setModel("gpt-image-2")
                .setProvider("openai")
                .setCircuit(CircuitState.CLOSED)
                .setReason("")
                .setWorkerId("w-1")
                .setOccurredAt(AT)
                .build();

        driver.createInputTopic(TOPICS.health().name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(bytes("gpt-image-2"), format.encode(TOPICS.health(), health));

        assertThat(driver.createOutputTopic(
                                TOPICS.health().deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .isEmpty())
                .isTrue();
    }

    private long remembered() {
        return driver.<String, byte[]>getKeyValueStore(Operators.OUTCOME_OFFSETS)
                .approximateNumEntries();
    }

    private double answered(String found) {
        return meters.get(RouterMeters.ANSWERS).tag("answered", found).counter().count();
    }

    private void ended(String jobId, String outcome) {
        log.add(new ConsumerRecord<>(TOPICS.outcomes().name(), 0, log.size(), bytes(jobId), bytes(outcome)));
        outcomes.pipeInput(bytes(jobId), bytes(outcome));
    }

    private void repeat(String jobId, Headers headers) {
        RepeatedRequest repeat = RepeatedRequest.newBuilder()
                .setJobId(jobId)
                .setRequestId("r")
                .setTenant("acme")
                .setOccurredAt(AT)
                .build();
        driver.createInputTopic(TOPICS.repeats().name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(bytes(jobId), format.encode(TOPICS.repeats(), repeat), headers, AT));
    }

    /// The outcomes' topic as a list: a record's offset is its place.
    private final class Recorded implements OutcomeReader {
        @Override
        public @Nullable ConsumerRecord<byte[], byte[]> read(int partition, long offset) {
            return offset < log.size() ? log.get((int) offset) : null;
        }

        @Override
        public void close() {}
    }
}
