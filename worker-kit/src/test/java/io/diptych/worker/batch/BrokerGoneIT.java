package io.diptych.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.Part;
import io.diptych.events.Billing;
import io.diptych.events.GenerationResult;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Workload;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.platform.workload.WorkloadState;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.pump.JobPump;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.FakeProvider;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Settings;
import io.diptych.worker.testing.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A worker whose broker goes, with a call and a batch at the provider, and comes back.
@Timeout(240)
class BrokerGoneIT {
    private static final String MODEL = "gpt-image-2";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final WorkerProperties SETTINGS =
            Settings.of(MODEL, 8, Duration.ofMinutes(4), Duration.ofSeconds(2));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void itLeavesItsGroupsInsteadOfLookingForTheBrokerAndPaysForNothingTwice() {
        EmbeddedOptions options = EmbeddedOptions.keptIn(folder).withParts(Part.BROKER);
        EmbeddedInfrastructure broker = EmbeddedInfrastructure.start(options);
        KafkaSettings kafka = new KafkaSettings(broker.kafkaBootstrap());
        CountDownLatch drawn = new CountDownLatch(1);
        FakeProvider provider = FakeProvider.drawingAfter(drawn);
        FakeBatches batches = new FakeBatches().unfinished();
        try (Stack stack = new Stack("gone", MODEL, kafka)) {
            // Given
            List<Workload> worker = worker(stack.prefix(), stack.parts(new FakeAssets()), provider, batches);
            worker.forEach(stack::provision);
            stack.publish(stack.topics().jobs(MODEL), List.of(Jobs.job("call", MODEL)));
            stack.publish(stack.topics().batchJobs(MODEL), List.of(Jobs.batchJob("batch", MODEL)));
            WorkloadRunner runner = new WorkloadRunner(
                    worker, _ -> requireBroker(kafka), InstantSource.system(), Duration.ofSeconds(20));
            runner.start();
            try {
                await().atMost(PATIENCE)
                        .until(() -> provider.bought().size() == 1
                                && stack.read(stack.topics().batches()).size() == 2);

                // When
                broker.close();
                await().atMost(PATIENCE)
                        .until(() -> worker.stream()
                                .allMatch(part -> runner.state(part.name()) instanceof WorkloadState.Waiting));
                drawn.countDown();
                batches.finish();
                try (EmbeddedInfrastructure _ =
                        EmbeddedInfrastructure.start(options.withPort(Part.BROKER, port(kafka)))) {
                    stack.publish(stack.topics().jobs(MODEL), List.of(Jobs.job("later", MODEL)));
                    await().atMost(PATIENCE)
                            .until(() -> stack.read(stack.topics().results()).size() >= 3);

                    // Then
                    assertThat(stack.read(stack.topics().results()))
                            .allMatch(result -> result.getBilling() == Billing.BILLED)
                            .extracting(GenerationResult::getAttemptId)
                            .containsExactlyInAnyOrder("call#0.1", "batch#0.1", "later#0.1");
                    assertThat(provider.bought()).containsExactly("call#0.1", "later#0.1");
                    assertThat(batches.bought()).containsExactly("batch#0.1");
                    runner.stop();
                }
            } finally {
                runner.stop();
            }
        } finally {
            broker.close();
        }
    }

    private static List<Workload> worker(String prefix, WorkerParts parts, FakeProvider provider, FakeBatches batches) {
        WorkerIdentity identity = new WorkerIdentity(prefix, MODEL, "w-1");
        return List.of(
                new JobPump(identity, SETTINGS, parts, provider),
                new BatchCollector(
                        identity, SETTINGS, CollectorProperties.defaults(), Supply.BATCHES, parts, "fake", batches));
    }

    private static int port(KafkaSettings kafka) {
        return Integer.parseInt(kafka.bootstrap().substring(kafka.bootstrap().indexOf(':') + 1));
    }

    private static void requireBroker(KafkaSettings kafka) throws MissingPrerequisiteException, InterruptedException {
        try (Admin admin = Admin.create(kafka.admin())) {
            var _ = admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw new MissingPrerequisiteException("broker");
        }
    }
}
