package io.diptych.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.JobOutcome;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.testing.TestTopics;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.KafkaPrerequisites;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.platform.workload.WorkloadState;
import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.kafka.EndingLog;
import io.diptych.quality.kafka.QaGroup;
import io.diptych.quality.kafka.QaMeters;
import io.diptych.quality.kafka.QaWorkload;
import io.diptych.quality.kafka.ResultDesk;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TextReader;
import io.diptych.quality.verdict.FakeAssetStore;
import io.diptych.quality.verdict.ResultJudge;
import io.diptych.quality.verdict.TestResults;
import io.diptych.quality.verdict.Unreviewed;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The workload over an asset store that goes away.
class AssetStoreAwayIT {
    private static final Duration SOON = Duration.ofMinutes(3);

    private final EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private final KafkaSettings kafka = new KafkaSettings(parts.kafkaBootstrap());
    private final Topics topics = new Topics("away.");
    private final FakeAssetStore assets = new FakeAssetStore();

    @Test
    void endsNothingUntilTheStoreAnswersAgain() {
        try (EventCodec codec = new EventCodec(parts.registryUrl());
                TestTopics events = new TestTopics(kafka, codec)) {
            // Given
            WorkloadRunner runner = runner(codec);
            runner.start();
            await().atMost(SOON).until(() -> state(runner) instanceof WorkloadState.Running);
            var image = assets.put(TestImages.file(TestImages.scene(256, 256), "png"), "image/png", 256, 256);
            assets.setAway(true);

            // When
            events.send(topics.results(), TestResults.withImage("r1", image));
            await().atMost(SOON).until(() -> state(runner) instanceof WorkloadState.Failed);
            int endedMeanwhile = events.records(topics.verdicts().name()).size();
            assets.setAway(false);

            // Then
            await().atMost(SOON).until(() -> !events.events(topics.outcomes()).isEmpty());
            assertThat(endedMeanwhile).isZero();
            assertThat(events.events(topics.outcomes()))
                    .extracting(JobOutcome::getJobId)
                    .containsExactly("r1#1");
            runner.stop();
        }
    }

    @Test
    void endsOthersWhileOneImageTakesItsTime() {
        try (EventCodec codec = new EventCodec(parts.registryUrl());
                TestTopics events = new TestTopics(kafka, codec)) {
            // Given
            WorkloadRunner runner = runner(codec);
            runner.start();
            await().atMost(SOON).until(() -> state(runner) instanceof WorkloadState.Running);
            var slow = assets.put(TestImages.file(TestImages.scene(300, 300), "png"), "image/png", 256, 256);
            var image = assets.put(TestImages.file(TestImages.scene(256, 256), "png"), "image/png", 256, 256);
            assets.holdBack(slow);

            // When
            events.send(topics.results(), TestResults.withImage("slow", slow));
            // More than one read of the topic, and some of them behind the slow one in its partition.
            IntStream.range(0, 100)
                    .forEach(i -> events.send(topics.results(), TestResults.withImage("quick-" + i, image)));
            await().atMost(SOON).until(() -> outcomes(events, "quick-").size() >= 100);
            int slowMeanwhile = endings(events, "slow");
            runner.stop();
            assets.handOut();
            WorkloadRunner another = runner(codec);
            another.start();

            // Then
            await().atMost(SOON).until(() -> endings(events, "slow") == 1);
            events.send(topics.results(), TestResults.withImage("quick-last", image));
            await().atMost(SOON).until(() -> outcomes(events, "quick-last").size() == 1);
            assertThat(slowMeanwhile).isZero();
            assertThat(outcomes(events, "quick-")).hasSize(101).doesNotHaveDuplicates();
            another.stop();
        }
    }

    private List<String> outcomes(TestTopics events, String requests) {
        return events.events(topics.outcomes()).stream()
                .map(JobOutcome::getJobId)
                .filter(job -> job.startsWith(requests))
                .toList();
    }

    /// An image of another size than was asked for falls short.
    private int endings(TestTopics events, String request) {
        return (int) events.events(topics.escalations()).stream()
                .filter(escalation -> escalation.getJobId().startsWith(request))
                .count();
    }

    private static @Nullable WorkloadState state(WorkloadRunner runner) {
        return runner.states().get("qa.results");
    }

    private WorkloadRunner runner(EventCodec codec) {
        Inspection inspection = new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(TextReader.none()));
        ResultJudge judge =
                new ResultJudge(assets, inspection, Profiles.shipped(), Unreviewed.DELIVER, InstantSource.system());
        PlatformMeters meters = new PlatformMeters(new SimpleMeterRegistry());
        QaWorkload workload = new QaWorkload(
                kafka,
                new QaGroup("away.qa", topics.results().name(), "away.qa.qa-0", 32, 2),
                new ResultDesk(topics, codec, judge, KafkaTracing.off(), "qa-service"),
                new EndingLog(new QaMeters(new SimpleMeterRegistry()), meters, topics),
                meters);
        return new WorkloadRunner(
                List.of(workload),
                new KafkaPrerequisites(kafka, parts.registryUrl(), topics.all(List.of("gpt-image-2")), true),
                InstantSource.system(),
                Duration.ofSeconds(10));
    }
}
