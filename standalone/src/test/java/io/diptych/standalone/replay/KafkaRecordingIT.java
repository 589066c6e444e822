package io.diptych.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.diptych.catalog.Catalog;
import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Infrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.CandidateEvaluation;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.router.policy.Policies;
import io.diptych.router.routing.Endpoints;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.replay.Recording.Recorded;
import io.diptych.standalone.replay.Replay.Draft;
import io.diptych.standalone.replay.Replay.Window;
import io.diptych.standalone.replay.ReplayReport.Difference;
import io.diptych.standalone.request.RequestDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a replay finds in the topics of a real broker.
class KafkaRecordingIT {
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";
    private static final Infrastructure PARTS = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private static final KafkaSettings KAFKA = new KafkaSettings(PARTS.kafkaBootstrap());
    private static final EventCodec CODEC = new EventCodec(PARTS.registryUrl());
    private static final Topics READ = new Topics("recording-it.");
    private static final Topics REPLAYED = new Topics("replay-it.");
    private static final byte[] NOT_AVRO = "not avro".getBytes(StandardCharsets.UTF_8);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Instant anHourAgo = now.minus(Duration.ofHours(1));
    private final KafkaRecording recording = new KafkaRecording(KAFKA, CODEC);

    @BeforeAll
    static void provision() {
        try (var schemas = new SchemaRegistration(PARTS.registryUrl());
                var provisioning = new Provisioning(KAFKA, schemas)) {
            provisioning.topics(READ.all(List.of(GPT, NANO)));
            provisioning.topics(REPLAYED.all(List.of(GPT, NANO)));
        }
    }

    @AfterAll
    static void close() {
        CODEC.close();
        PARTS.close();
    }

    @Test
    void readsWhatWasCommittedInAnyPartitionSinceATimeAndCountsWhatCannotBeRead() throws Exception {
        // Given
        Topic<GenerationRequest> requests = READ.requests();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < requests.partitions(); partition++) {
            records.add(at(anHourAgo.minusMillis(1), requests, request("before-" + partition, "shop", 1), partition));
            records.add(at(anHourAgo, requests, request("since-" + partition, "shop", 1), partition));
        }
        records.add(new ProducerRecord<>(requests.name(), 0, anHourAgo.toEpochMilli(), NOT_AVRO, NOT_AVRO));
        send(records);
        sendAndAbort(at(now, requests, request("aborted", "shop", 1), 0));

        // When
        List<Recorded<GenerationRequest>> read = new ArrayList<>();
        long unreadable = recording.read(requests, anHourAgo, read::add);

        // Then
        assertThat(read)
                .hasSize(requests.partitions())
                .allSatisfy(each -> assertThat(each.at()).isEqualTo(anHourAgo))
                .extracting(each -> each.value().getRequestId())
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).startsWith("since-"));
        assertThat(unreadable).isEqualTo(1);
    }

    @Test
    void findsNothingInATopicThatHasNothingSinceThen() {
        List<Recorded<RoutingDecision>> read = new ArrayList<>();

        assertThat(recording.read(READ.decisions(), anHourAgo, read::add)).isZero();
        assertThat(read).isEmpty();
    }

    @Test
    void showsWhatADraftWouldChangeForEachTenant() throws Exception {
        // Given
        send(List.of(
                at(anHourAgo, REPLAYED.requests(), request("r-1", "shop", 2)),
                at(anHourAgo, REPLAYED.requests(), request("r-2", "press", 1)),
                at(anHourAgo, REPLAYED.requests(), request("r-3", "press", 1)),
                at(anHourAgo, REPLAYED.decisions(), decision("r-1", 0, "shop", GPT, "low", 6_000, 10_000)),
                at(anHourAgo, REPLAYED.decisions(), decision("r-1", 1, "shop", GPT, "low", 6_000, 10_000)),
                at(anHourAgo, REPLAYED.decisions(), decision("r-2", 0, "press", NANO, "1K", 70_000, 5_000)),
                at(anHourAgo.plusSeconds(12), REPLAYED.outcomes(), outcome("r-1", 0, "shop")),
                at(anHourAgo.plusSeconds(12), REPLAYED.outcomes(), outcome("r-2", 0, "press")),
                new ProducerRecord<>(REPLAYED.outcomes().name(), NOT_AVRO, NOT_AVRO)));
        OfflineRouter router = new OfflineRouter(
                Catalog.load(),
                Policies.shipped(Catalog.load(), "dual-engine"),
                Set.of(GPT, NANO),
                "official",
                Endpoints.SIMULATED);
        Window lastTwoHours = new Window(now.minus(Duration.ofHours(2)), now, Optional.empty(), Optional.empty());

        // When
        ReplayReport report = Replay.run(router, new Draft("nano-only", "1"), REPLAYED, recording, lastTwoHours);

        // Then
        assertThat(report.requests()).isEqualTo(2);
        assertThat(report.undecided()).isEqualTo(1);
        assertThat(report.unreadable())
                .containsExactly(entry(REPLAYED.outcomes().name(), 1L));
        assertThat(report.tenants())
                .extracting(
                        tenant -> tenant.tenant(),
                        tenant -> tenant.images(),
                        tenant -> tenant.changed(),
                        tenant -> tenant.before().costMicros(),
                        tenant -> tenant.before().latencyMillis())
                .containsExactly(tuple("press", 1L, 0L, 70_000L, 5_000L), tuple("shop", 2L, 2L, 12_000L, 10_000L));
        assertThat(report.differences())
                .extracting(Difference::requestId, Difference::images, Difference::oldRoute, Difference::newRoute)
                .containsExactly(tuple("r-1", 2L, GPT + " low", NANO + " 1K"));
        assertThat(report.asItWent().outcomes()).isEqualTo(Map.of("DELIVERED", 2L));
        assertThat(report.asItWent().meanMillis()).isEqualTo(12_000);
    }

    private static <V extends SpecificRecord> ProducerRecord<byte[], byte[]> at(Instant time, Topic<V> topic, V value) {
        ProducerRecord<byte[], byte[]> record = CODEC.record(topic, value, new RecordHeaders());
        return new ProducerRecord<>(topic.name(), null, time.toEpochMilli(), record.key(), record.value());
    }

    private static <V extends SpecificRecord> ProducerRecord<byte[], byte[]> at(
            Instant time, Topic<V> topic, V value, int partition) {
        ProducerRecord<byte[], byte[]> record = at(time, topic, value);
        return new ProducerRecord<>(topic.name(), partition, record.timestamp(), record.key(), record.value());
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.producer("recording-it"))) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        }
    }

    private static void sendAndAbort(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.transactionalProducer("recording-it-aborts"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record).get();
            producer.abortTransaction();
        }
    }

    private GenerationRequest request(String id, String tenant, int count) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", id);
        document.set("tenant", tenant);
        document.set("prompt", "A red teapot");
        document.set("output.count", count);
        document.set("purpose.stage", "DRAFT");
        return document.toRequest(anHourAgo);
    }

    private RoutingDecision decision(
            String id, int index, String tenant, String model, String tier, long micros, long millis) {
        return RoutingDecision.newBuilder()
                .setJobId(id + "#" + index)
                .setRequestId(id)
                .setTenant(tenant)
                .setAttemptNo(1)
                .setPolicy("dual-engine")
                .setPolicyVersion("1")
                .setRuleId("drafts")
                .setCause("request")
                .setChosen(Route.newBuilder()
                        .setModel(model)
                        .setProvider("any")
                        .setTier(tier)
                        .setWidth(1024)
                        .setHeight(1024)
                        .setRuleId("drafts")
                        .setPolicy("dual-engine")
                        .setPolicyVersion("1")
                        .setEstimatedMicros(micros)
                        .build())
                .setCandidates(List.of(CandidateEvaluation.newBuilder()
                        .setModel(model)
                        .setTier(tier)
                        .setLane(Lane.INTERACTIVE)
                        .setEligible(true)
                        .setChosen(true)
                        .setRank(1)
                        .setReason("first choice")
                        .setExpectedMillis(millis)
                        .build()))
                .setOccurredAt(anHourAgo)
                .build();
    }

    private JobOutcome outcome(String id, int index, String tenant) {
        GenerationRequest request = request(id, tenant, 1);
        return JobOutcome.newBuilder()
                .setJobId(id + "#" + index)
                .setRequestId(id)
                .setImageIndex(index)
                .setTenant(tenant)
                .setStatus(OutcomeStatus.DELIVERED)
                .setPurpose(request.getPurpose())
                .setContext(request.getContext())
                .setRequestedAt(anHourAgo)
                .setOccurredAt(anHourAgo.plusSeconds(12))
                .build();
    }
}
