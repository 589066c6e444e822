package io.diptych.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
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
import io.diptych.platform.testing.TestTopics;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.verdict.TestResults;
import io.diptych.schemas.Topics;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service in a process of its own that is killed while it works.
class KilledServiceIT {
    private static final int RESULTS = 300;
    private static final int QUESTIONS = 150;

    private final List<Process> started = new ArrayList<>();
    private final EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private final KafkaSettings kafka = new KafkaSettings(parts.kafkaBootstrap());
    private final Topics topics = new Topics("killed.");

    @TempDir
    private Path folder;

    @AfterEach
    void killWhatStillRuns() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void losesNothingAndRepeatsNothing() throws Exception {
        try (EventCodec codec = new EventCodec(parts.registryUrl());
                TestTopics events = new TestTopics(kafka, codec)) {
            // Given
            publish(events);
            Process first = startService("killed.");
            awaitFrom(first, () -> endings(events) > 0);

            // When
            first.destroyForcibly().waitFor();
            int endedBeforeTheKill = endings(events);
            Process second = startService("killed.");

            // Then
            awaitFrom(second, () -> endings(events) >= RESULTS);
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

    /// Questions that nobody answers are answered by policy, one transaction each, and published from the outbox; the
    /// process is killed in the midst of both.
    @Test
    void endsWhatPeopleWereAskedExactlyOnce() throws Exception {
        Topics asked = new Topics("asked.");
        try (EventCodec codec = new EventCodec(parts.registryUrl());
                TestTopics events = new TestTopics(kafka, codec)) {
            // Given
            provision(asked);
            AssetRef doubtful = store(TestImages.file(TestImages.scene(256, 256), "png"));
            for (int i = 0; i < QUESTIONS; i++) {
                events.send(asked.results(), TestResults.withImage("q" + i, doubtful));
            }
            String[] desk = desk();
            Process first = startService("asked.", desk);
            awaitFrom(first, () -> !events.records(asked.outcomes().name()).isEmpty());

            // When
            first.destroyForcibly().waitFor();
            int endedBeforeTheKill = events.records(asked.outcomes().name()).size();
            Process second = startService("asked.", desk);

            // Then
            awaitFrom(
                    second,
                    () -> events.records(asked.outcomes().name()).size() >= QUESTIONS
                            && events.events(asked.reviewDecisions()).size() >= QUESTIONS);
            second.destroyForcibly().waitFor();
            assertThat(endedBeforeTheKill).isBetween(1, QUESTIONS - 1);
            assertThat(events.events(asked.outcomes()))
                    .hasSize(QUESTIONS)
                    .extracting(JobOutcome::getJobId)
                    .doesNotHaveDuplicates();
            assertThat(events.events(asked.reviewDecisions()))
                    .hasSize(QUESTIONS)
                    .allSatisfy(label -> assertThat(label.getAutomatic()).isTrue());
            assertThat(events.events(asked.escalations())).isEmpty();
        }
    }

    /// Waits as long as the service lives; where it is in vain, says what the service said.
    private void awaitFrom(Process service, Callable<Boolean> condition) throws IOException {
        try {
            await().atMost(Duration.ofMinutes(4))
                    .failFast("the service has ended", () -> !service.isAlive())
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException inVain) {
            throw new AssertionError(Files.readString(folder.resolve("service.log")), inVain);
        }
    }

    /// Nothing is good enough without a person, nothing is worth another attempt, and nobody has the time to answer.
    private String[] desk() throws IOException {
        String shipped = new String(
                Objects.requireNonNull(getClass().getResourceAsStream("/quality-profiles.yaml"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        Path profiles = Files.writeString(
                folder.resolve("profiles.yaml"),
                shipped.replaceAll("accept_from: .*", "accept_from: 1")
                        .replaceAll("bad_image_usd: .*", "bad_image_usd: 0")
                        .replaceAll("blur: .*", "blur: {weight: 2, thresholds: {warnBelow: 1000000}}"));
        JdbcAddress postgres = TestDatabase.create(KilledServiceIT.class);
        return new String[] {
            "--diptych.postgres.url=" + postgres.url(),
            "--diptych.postgres.user=" + postgres.user(),
            "--diptych.postgres.password=" + postgres.password(),
            "--diptych.qa.unreviewed=ASK",
            "--diptych.qa.profiles=" + profiles,
            "--diptych.qa.review.within=200ms",
            "--diptych.qa.review.breach.SCENE=DELIVER",
            "--diptych.qa.review.reviewers[0].name=Nobody",
            "--diptych.qa.review.reviewers[0].token-sha256=" + "0".repeat(64)
        };
    }

    private void provision(Topics prefixed) {
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl());
                Provisioning provisioning = new Provisioning(kafka, schemas)) {
            provisioning.topics(prefixed.all(List.of("gpt-image-2")));
        }
    }

    private void publish(TestTopics events) {
        provision(topics);
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

    private Process startService(String prefix, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
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
                "--diptych.state-dir=" + folder.resolve(prefix + "state"),
                "--diptych.topic-prefix=" + prefix,
                "--diptych.models=gpt-image-2",
                "--diptych.qa.instance=qa-0",
                "--diptych.qa.batch=8"));
        command.addAll(List.of(more));
        Process service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("service.log").toFile()))
                .start();
        started.add(service);
        return service;
    }
}
