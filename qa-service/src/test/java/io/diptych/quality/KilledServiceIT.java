package io.diptych.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.AssetRef;
import io.diptych.events.Escalation;
import io.diptych.events.JobOutcome;
import io.diptych.events.QualityVerdict;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.verdict.TestResults;
import io.diptych.schemas.Topics;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service in a process of its own that is killed while it works.
class KilledServiceIT {
    private static final int RESULTS = 600;

    private final EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private final KafkaSettings kafka = new KafkaSettings(parts.kafkaBootstrap());
    private final Topics topics = new Topics("killed.");

    @TempDir
    private Path folder;

    @Test
    void losesNothingAndRepeatsNothing() throws Exception {
        try (EventCodec codec = new EventCodec(parts.registryUrl());
                TestTopics events = new TestTopics(kafka, codec)) {
            // Given
            publish(events);
            Process first = startService();
            await().atMost(Duration.ofSeconds(60)).until(() -> endings(events) > 0);

            // When
            first.destroyForcibly().waitFor();
            int endedBeforeTheKill = endings(events);
            Process second = startService();

            // Then
            await().atMost(Duration.ofSeconds(90)).until(() -> endings(events) >= RESULTS);
            second.destroyForcibly().waitFor();
            assertThat(endedBeforeTheKill).isBetween(1, RESULTS - 1);
            assertThat(events.events(topics.verdicts()))
                    .hasSize(RESULTS)
                    .extracting(QualityVerdict::getAttemptId)
                    .doesNotHaveDuplicates();
            assertThat(events.events(topics.outcomes()))
                    .hasSize(RESULTS / 2)
                    .extracting(JobOutcome::getJobId)
                    .doesNotHaveDuplicates();
            assertThat(events.events(topics.escalations()))
                    .hasSize(RESULTS / 2)
                    .extracting(Escalation::getAttemptId)
                    .doesNotHaveDuplicates();
        }
    }

    private void publish(TestTopics events) {
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl());
                Provisioning provisioning = new Provisioning(kafka, schemas)) {
            provisioning.topics(topics.all(List.of("gpt-image-2")));
        }
        AssetRef good = store(TestImages.file(TestImages.scene(256, 256), "png"));
        AssetRef blank = store(TestImages.file(TestImages.flat(256, 256, Color.WHITE), "png"));
        for (int i = 0; i < RESULTS; i++) {
            events.send(topics.results(), TestResults.withImage("r" + i, i % 2 == 0 ? good : blank));
        }
    }

    private AssetRef store(byte[] file) {
        return AssetStores.open(folder.toUri(), null, "us-east-1").put(file, "image/png", 256, 256);
    }

    private int endings(TestTopics events) {
        return events.records(topics.outcomes().name()).size()
                + events.records(topics.escalations().name()).size();
    }

    private Process startService() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QaApplication.class.getName(),
                        "--diptych.kafka.bootstrap=" + parts.kafkaBootstrap(),
                        "--diptych.registry.url=" + parts.registryUrl(),
                        "--diptych.assets.root=" + folder.toUri(),
                        "--diptych.state-dir=" + folder.resolve("state"),
                        "--diptych.topic-prefix=killed.",
                        "--diptych.models=gpt-image-2",
                        "--diptych.qa.instance=qa-0",
                        "--diptych.qa.batch=8")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
    }
}
