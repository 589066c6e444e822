package io.diptych.router;

import static io.diptych.router.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Infrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.service.DiptychService;
import io.diptych.router.kafka.RouterMeters;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The router as a service on a real broker and a real registry.
class RouterIT {
    private static final int REQUESTS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PREFIX = "router-it.";
    private static final List<String> MODELS = List.of("gpt-image-2", "gemini-3.1-flash-image");
    private static final Stage[] STAGES = {Stage.DRAFT, Stage.SCENE, Stage.POSTER, Stage.WHITE_BACKGROUND};

    private static final Topics TOPICS = new Topics(PREFIX);
    private static final Infrastructure PARTS = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private static final KafkaSettings KAFKA = new KafkaSettings(PARTS.kafkaBootstrap());
    private static final EventCodec CODEC = new EventCodec(PARTS.registryUrl());

    @BeforeAll
    static void provision() {
        try (var schemas = new SchemaRegistration(PARTS.registryUrl());
                var provisioning = new Provisioning(KAFKA, schemas)) {
            provisioning.topics(TOPICS.all(MODELS));
        }
    }

    @AfterAll
    static void close() {
        CODEC.close();
        PARTS.close();
    }

    @Test
    void makesExactlyOneJobPerImageThoughTheRouterIsKilledAndRequestsAreRepeated(@TempDir Path folder)
            throws Exception {
        List<GenerationRequest> requests =
                IntStream.range(0, REQUESTS).mapToObj(RouterIT::numbered).toList();
        List<String> images = requests.stream()
                .flatMap(request -> IntStream.range(0, request.getOutput().getCount())
                        .mapToObj(index -> request.getRequestId() + "#" + index))
                .toList();
        try (var decisions = CommittedRecords.of(KAFKA, TOPICS.decisions());
                var jobs = new CommittedRecords(
                        KAFKA,
                        MODELS.stream()
                                .flatMap(model ->
                                        List.of(
                                                TOPICS.jobs(model).name(),
                                                TOPICS.batchJobs(model).name())
                                                .stream())
                                .toList());
                var deadLetters =
                        new CommittedRecords(KAFKA, List.of(TOPICS.requests().deadLetters()))) {
            publish(requests);
            try (var first = new RouterProcess(settings(folder.resolve("first")), folder.resolve("first.log"))) {
                await().atMost(PATIENCE).until(() -> !decisions.keys().isEmpty() || !first.isAlive());
                assertThat(first.isAlive()).isTrue();
                first.kill();
            }
            publish(requests);
            publishUnreadable();

            try (var second = DiptychService.start(
                    "router-service", RouterApplication.class, settings(folder.resolve("second")))) {
                await().atMost(PATIENCE).until(RouterIT::nothingIsLeftToRead);
                await().atMost(PATIENCE).until(() -> jobs.keys().size() >= images.size());
                await().atMost(PATIENCE).until(() -> decisions.keys().size() >= images.size());
                await().atMost(PATIENCE).until(() -> deadLetters.keys().size() == 1);

                assertThat(jobs.keys()).containsExactlyInAnyOrderElementsOf(images);
                assertThat(decisions.keys()).containsExactlyInAnyOrderElementsOf(images);
                assertThat(second.getBean(MeterRegistry.class)
                                .get(RouterMeters.REPEATS)
                                .tag("kind", "request")
                                .counter()
                                .count())
                        .isGreaterThanOrEqualTo(REQUESTS);
            }
        }
    }

    private static GenerationRequest numbered(int number) {
        Stage stage = STAGES[number % STAGES.length];
        return request("r-" + number, stage, number % 2 == 0 ? Lane.BATCH : Lane.INTERACTIVE, 1 + number % 3);
    }

    private static void publish(List<GenerationRequest> requests) throws Exception {
        send(requests.stream()
                .map(request -> CODEC.record(TOPICS.requests(), request, new RecordHeaders()))
                .toList());
    }

    private static void publishUnreadable() throws Exception {
        byte[] text = "not avro".getBytes(StandardCharsets.UTF_8);
        send(List.of(new ProducerRecord<>(TOPICS.requests().name(), text, text)));
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.producer("upstream"))) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        }
    }

    private static boolean nothingIsLeftToRead() throws Exception {
        String group = PREFIX + "router";
        try (Admin admin = Admin.create(KAFKA.admin())) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(group)
                    .get();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            IntStream.range(0, TOPICS.requests().partitions())
                    .forEach(partition ->
                            ends.put(new TopicPartition(TOPICS.requests().name(), partition), OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().entrySet().stream()
                    .allMatch(end -> end.getValue().offset()
                            == (read.get(end.getKey()) == null
                                    ? 0
                                    : read.get(end.getKey()).offset()));
        }
    }

    private static Map<String, Object> settings(Path stateDir) {
        return Map.of(
                "diptych.topic-prefix", PREFIX,
                "diptych.kafka.bootstrap", PARTS.kafkaBootstrap(),
                "diptych.registry.url", PARTS.registryUrl().toString(),
                "diptych.state-dir", stateDir.toString(),
                "diptych.assets.root", stateDir.resolve("assets").toUri().toString());
    }
}
