package io.diptych.standalone.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.InfrastructureException;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.testing.CommittedRecords;
import io.diptych.schemas.Topics;
import io.diptych.standalone.command.CommandRun;
import io.diptych.standalone.request.RequestClient;
import io.diptych.standalone.request.RequestDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a careless upstream system may send, and what it gets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final Duration WAIT = Duration.ofMinutes(3);

    private final Topics topics = new Topics("");
    private @Nullable Stack stack;

    @TempDir
    private static Path data = Path.of("");

    @BeforeAll
    void start() {
        stack = Stack.start(options(), ExternalParts.from(Map.of()), (part, took) -> {});
    }

    private StackOptions options() {
        return new StackOptions(Optional.of(data), false, false, "official", 100, Optional.empty());
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void deadLettersWhatCannotBeReadAndGoesOn() {
        send("r1".getBytes(UTF_8), "not Avro at all".getBytes(UTF_8));
        send("r2".getBytes(UTF_8), new byte[] {0, 0, 15, 66, 64, 2, 4});
        try (EventCodec codec = codec()) {
            GenerationRequest request = request("r3").toRequest(Instant.now());
            send("another-key".getBytes(UTF_8), codec.encode(topics.requests(), request));
        }

        List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(3);

        assertThat(dead)
                .extracting(record -> reasonOf(record))
                .anySatisfy(reason -> assertThat(reason).contains("does not begin with magic byte 0"))
                .anySatisfy(reason -> assertThat(reason).contains("schema id 1000000"))
                .anySatisfy(reason -> assertThat(reason).contains("key is 'another-key', must be the requestId 'r3'"));
        assertThat(outcomesOf(request("after-dead-letters")))
                .allSatisfy(outcome -> assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.DELIVERED));
    }

    @Test
    void answersAnInvalidFieldWithAnOutcomeThatNamesIt() {
        RequestDocument document = request("invalid");
        document.set("output.aspectRatio", "banana");
        document.set("output.count", 2);

        List<JobOutcome> outcomes = outcomesOf(document);

        assertThat(outcomes).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(Objects.requireNonNull(outcome.getFailure()).getCode()).isEqualTo(FailureCode.INVALID_REQUEST);
            assertThat(outcome.getFailure().getField()).isEqualTo("output.aspectRatio");
            assertThat(outcome.getFailure().getMessage()).contains("banana");
        });
    }

    @Test
    void buysARepeatedRequestOnce() {
        List<JobOutcome> first = outcomesOf(request("repeated"));

        List<JobOutcome> second = outcomesOf(request("repeated"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void replaysWhatWasRecordedUnderAnotherPolicy() {
        RequestDocument poster = request("replayed");
        poster.set("tenant", "replaying");
        poster.set("output.count", 2);
        assertThat(outcomesOf(poster)).hasSize(2);

        JsonNode report = replayed("nano-only", "replaying");

        assertThat(report.path("requests").asInt()).isEqualTo(1);
        assertThat(report.path("asItWent").path("outcomes").path("DELIVERED").asInt())
                .isEqualTo(2);
        JsonNode difference = report.path("differences").path(0);
        assertThat(difference.path("requestId").asString()).isEqualTo("replayed");
        assertThat(difference.path("oldRoute").asString()).isEqualTo("gpt-image-2 medium");
        assertThat(difference.path("newRoute").asString()).startsWith("gemini-3.1-flash-image");
    }

    @Test
    void replaysThePolicyThatDecidedWithoutADifferenceAndAnyOtherWithTheModelsOfTheStack() {
        RequestDocument hero = request("replayed-again");
        hero.set("tenant", "replaying-again");
        hero.set("constraints.preserveSubject", true);
        assertThat(outcomesOf(hero)).hasSize(1);

        JsonNode same = replayed("dual-engine", "replaying-again");
        JsonNode other = replayed("tiered-studio", "replaying-again");

        assertThat(same.path("requests").asInt()).isEqualTo(1);
        assertThat(same.path("differences")).isEmpty();
        assertThat(same.path("before")).isEqualTo(same.path("after"));
        assertThat(other.path("differences").path(0).path("newRoute").asString())
                .isEqualTo("gpt-image-2 high");
    }

    @Test
    void showsUnfinishedImagesInOrderAndAgainToWhoComesBack() {
        String[] asked = {
            "request",
            "A kettle on a pure white background",
            "--id",
            "watched",
            "--stage",
            "WHITE_BACKGROUND",
            "--previews",
            "--data",
            data.toString(),
            "--json"
        };

        JsonNode first = CommandRun.of(asked).json();
        JsonNode again = CommandRun.of(asked).json();

        assertThat(first.path("outcomes").path(0).path("status").asString()).isEqualTo("DELIVERED");
        assertThat(first.path("previews")
                        .valueStream()
                        .map(frame -> frame.path("index").asInt()))
                .isNotEmpty()
                .isSorted();
        assertThat(again).isEqualTo(first);
    }

    @Test
    void buysNothingOfACancelledRequest() {
        CommandRun run = CommandRun.of(
                "cancel",
                "unwanted",
                "--tenant",
                "careless",
                "--reason",
                "sold out",
                "--data",
                data.toString(),
                "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        RequestDocument unwanted = request("unwanted");
        unwanted.set("output.count", 2);

        List<JobOutcome> outcomes = outcomesOf(unwanted);

        assertThat(run.json().path("requestId").asString()).isEqualTo("unwanted");
        assertThat(outcomes).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED);
            assertThat(Objects.requireNonNull(outcome.getFailure()).getCode()).isEqualTo(FailureCode.CANCELLED);
            assertThat(outcome.getAttempts())
                    .allSatisfy(attempt -> assertThat(attempt.getBilling()).isEqualTo(Billing.NOT_BILLED));
        });
    }

    private static JsonNode replayed(String policy, String tenant) {
        CommandRun run =
                CommandRun.of("replay", "--policy", policy, "--tenant", tenant, "--data", data.toString(), "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        return run.json();
    }

    @Test
    void publishesAPolicyToTheRunningStack() {
        CommandRun run = CommandRun.of(
                "policy", "publish", "gpt-only", "--tenant", "publishing", "--data", data.toString(), "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().path("topic").asString()).isEqualTo("routing.policies");
        assertThat(run.json().path("policy").asString()).isEqualTo("gpt-only");
        assertThat(run.json().path("offset").asLong()).isNotNegative();
    }

    @Test
    void refusesASecondStackOverTheSameFolderInOneLine() {
        assertThatThrownBy(() -> Stack.start(options(), ExternalParts.from(Map.of()), (part, took) -> {}))
                .isInstanceOfAny(InfrastructureException.class, StackException.class)
                .hasMessageContaining(data.toString())
                .message()
                .doesNotContain("\n");
        assertThat(new RunFile(data).read()).isPresent();
    }

    private RequestDocument request(String id) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", id);
        document.set("tenant", "careless");
        document.set("prompt", "A kettle on a pure white background");
        document.set("purpose.stage", "WHITE_BACKGROUND");
        return document;
    }

    private List<JobOutcome> outcomesOf(RequestDocument document) {
        try (EventCodec codec = codec()) {
            return new RequestClient(kafka(), topics, codec).publishAndWait(document.toRequest(Instant.now()), WAIT);
        }
    }

    private void send(byte[] key, byte[] value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka().producer("careless"))) {
            var _ = producer.send(new ProducerRecord<>(topics.requests().name(), key, value));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        try (CommittedRecords dead =
                new CommittedRecords(kafka(), List.of(topics.requests().deadLetters()))) {
            return await().atMost(WAIT).until(dead::all, records -> records.size() >= count);
        }
    }

    private static String reasonOf(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader(DeadLetters.REASON).value(), UTF_8);
    }

    private KafkaSettings kafka() {
        return new KafkaSettings(Objects.requireNonNull(stack).addresses().kafkaBootstrap());
    }

    private EventCodec codec() {
        return new EventCodec(Objects.requireNonNull(stack).addresses().registry());
    }
}
