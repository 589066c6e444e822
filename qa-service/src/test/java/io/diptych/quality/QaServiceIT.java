package io.diptych.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.FeedbackCount;
import io.diptych.events.FeedbackKind;
import io.diptych.events.FeedbackSignal;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.QualityVerdict;
import io.diptych.events.Stage;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.testing.TestTopics;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.platform.workload.WorkloadState;
import io.diptych.quality.calibration.AcceptGate;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.calibration.Promise;
import io.diptych.quality.calibration.Thresholding;
import io.diptych.quality.check.Profile;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.verdict.TestResults;
import io.diptych.schemas.Topics;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/// The service as it is deployed, beside a real broker and a real registry.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QaServiceIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration SOON = Duration.ofMinutes(3);

    private ConfigurableApplicationContext service;
    private Topics topics;
    private TestTopics events;
    private AssetRef good;
    private AssetRef blank;

    @BeforeAll
    void start(@TempDir Path folder) {
        EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
        service = DiptychService.start(
                "qa-service",
                QaApplication.class,
                Map.of(),
                "--diptych.kafka.bootstrap=" + parts.kafkaBootstrap(),
                "--diptych.registry.url=" + parts.registryUrl(),
                "--diptych.assets.root=" + folder.toUri(),
                "--diptych.state-dir=" + folder.resolve("state"),
                "--diptych.topic-prefix=service.",
                "--diptych.models=gpt-image-2",
                "--diptych.provision=true");
        topics = service.getBean(Topics.class);
        events = new TestTopics(service.getBean(KafkaSettings.class), service.getBean(EventCodec.class));
        AssetStore assets = service.getBean(AssetStore.class);
        good = assets.put(TestImages.file(TestImages.scene(256, 256), "png"), "image/png", 256, 256);
        blank = assets.put(TestImages.file(TestImages.flat(256, 256, Color.WHITE), "png"), "image/png", 256, 256);
        await().atMost(SOON)
                .until(() -> service.getBean(WorkloadRunner.class).states().get("qa.results")
                        instanceof WorkloadState.Running);
    }

    @AfterAll
    void stop() {
        events.close();
        service.close();
    }

    @Test
    void everyResultEndsExactlyOnce() {
        // Given
        List<GenerationResult> results = IntStream.range(0, 80)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> TestResults.withImage("once-" + i, good);
                    case 1 -> TestResults.withImage("once-" + i, blank);
                    case 2 -> TestResults.failed("once-" + i, Billing.NOT_BILLED);
                    default -> TestResults.failed("once-" + i, Billing.UNKNOWN);
                })
                .toList();

        // When
        results.forEach(result -> events.send(topics.results(), result));

        // Then
        await().atMost(SOON)
                .until(() -> outcomesOf("once-").size() + escalationsOf("once-").size() >= 80);
        assertThat(outcomesOf("once-"))
                .hasSize(20)
                .extracting(JobOutcome::getJobId)
                .doesNotHaveDuplicates();
        assertThat(verdictsOf("once-"))
                .hasSize(40)
                .extracting(QualityVerdict::getJobId)
                .doesNotHaveDuplicates();
        List<Escalation> escalations = escalationsOf("once-");
        assertThat(escalations).hasSize(60).extracting(Escalation::getJobId).doesNotHaveDuplicates();
        assertThat(escalations)
                .extracting(Escalation::getCause)
                .containsOnly(
                        EscalationCause.QUALITY, EscalationCause.PROVIDER_FAILURE, EscalationCause.UNKNOWN_ATTEMPT);
    }

    @Test
    void carriesTheTraceOn() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", ("00-" + TRACE + "-00f067aa0ba902b7-01").getBytes(StandardCharsets.UTF_8));

        events.send(topics.results(), TestResults.withImage("trace-1", good), headers);

        await().atMost(SOON).until(() -> outcomesOf("trace-").size() == 1);
        ConsumerRecord<byte[], byte[]> outcome = events
                .records(topics.outcomes().name())
                .stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).startsWith("trace-"))
                .findFirst()
                .orElseThrow();
        assertThat(header(outcome, "traceparent")).startsWith("00-" + TRACE + "-");
    }

    @Test
    void deadLettersWhatItCannotReadAndGoesOn() {
        // Given
        byte[] garbage = "not avro".getBytes(StandardCharsets.UTF_8);
        GenerationResult result = TestResults.withImage("letters-1", good);
        ProducerRecord<byte[], byte[]> right =
                service.getBean(EventCodec.class).record(topics.results(), result, new RecordHeaders());

        // When
        events.send(new ProducerRecord<>(topics.results().name(), right.key(), garbage));
        events.send(new ProducerRecord<>(topics.results().name(), garbage, right.value()));
        events.send(right);

        // Then
        await().atMost(SOON).until(() -> outcomesOf("letters-").size() == 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events.records(topics.results().deadLetters()))
                        .extracting(record -> header(record, DeadLetters.REASON))
                        .containsExactlyInAnyOrder(
                                "value does not begin with magic byte 0 and a four-byte schema id, it has 8 bytes: must be"
                                        + " Avro in Confluent's wire format",
                                "key is 'not avro', must be the jobId 'letters-1#1'"));
    }

    @Test
    void countsWhatPeopleDoByWhatMadeTheImage() {
        // Given
        events.send(topics.results(), TestResults.withImage("liked-1", good));
        await().atMost(SOON).until(() -> outcomesOf("liked-").size() == 1);
        JobOutcome outcome = outcomesOf("liked-").getFirst();

        // When
        events.send(topics.feedback(), signal("f1", outcome.getJobId(), FeedbackKind.REGENERATED, null));
        events.send(topics.feedback(), signal("f1", outcome.getJobId(), FeedbackKind.REGENERATED, null));
        events.send(topics.feedback(), signal("f2", outcome.getJobId(), FeedbackKind.RATED, 4));

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            List<FeedbackCount> counts = events.events(topics.feedbackCounts());
            assertThat(counts).isNotEmpty();
            FeedbackCount count = counts.getLast();
            assertThat(count.getModel()).isEqualTo(outcome.getModel());
            assertThat(count.getRuleId()).isEqualTo(outcome.getRuleId());
            assertThat(count.getRegenerated()).isEqualTo(1);
            assertThat(count.getRated()).isEqualTo(1);
            assertThat(count.getRatingSum()).isEqualTo(4);
        });
    }

    private static FeedbackSignal signal(String id, String jobId, FeedbackKind kind, @Nullable Integer rating) {
        return FeedbackSignal.newBuilder()
                .setFeedbackId(id)
                .setJobId(jobId)
                .setTenant("acme")
                .setKind(kind)
                .setRating(rating)
                .setOccurredAt(Instant.now())
                .build();
    }

    @Test
    void acceptsByTheThresholdThatIsPublished() {
        // Given
        Profile scene = Profiles.shipped().of(Stage.SCENE);
        AcceptGate gate = new AcceptGate.Calibrated(0.999, Promise.of(0.05), 700, 10, 0.4, 0.03);
        events.send(topics.acceptThresholds(), Thresholding.event(scene, gate, Instant.now()));
        await().atMost(SOON)
                .until(() -> service.getBean(Gates.class).inForce(scene).acceptFrom() == 0.999);

        // When
        events.send(topics.results(), TestResults.withImage("gated-1", good));

        // Then
        await().atMost(SOON).until(() -> verdictsOf("gated-").size() == 1);
        QualityVerdict verdict = verdictsOf("gated-").getFirst();
        assertThat(verdict.getAcceptFrom()).isEqualTo(0.999);
        assertThat(verdict.getGate()).startsWith("calibrated: of 700 random audits 10 accepted and bad");
    }

    private List<JobOutcome> outcomesOf(String requests) {
        return events.events(topics.outcomes()).stream()
                .filter(outcome -> outcome.getRequestId().startsWith(requests))
                .toList();
    }

    private List<QualityVerdict> verdictsOf(String requests) {
        return events.events(topics.verdicts()).stream()
                .filter(verdict -> verdict.getJobId().startsWith(requests))
                .toList();
    }

    private List<Escalation> escalationsOf(String requests) {
        return events.events(topics.escalations()).stream()
                .filter(escalation -> escalation.getJobId().startsWith(requests))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
