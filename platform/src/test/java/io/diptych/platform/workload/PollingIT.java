package io.diptych.platform.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.Part;
import io.diptych.platform.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member of a group whose broker goes and comes back.
class PollingIT {
    private static final String TOPIC = "polled";
    private static final Duration SOON = Duration.ofMinutes(3);
    /// The broker asks for a heartbeat every five seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Set<String> read = new CopyOnWriteArraySet<>();
    private volatile Set<Thread> members = Set.of();

    @TempDir
    private Path folder;

    @Test
    void leavesNoThreadThatSpinsWhileTheBrokerIsGoneAndGoesOnWhenItIsBack() throws Exception {
        EmbeddedOptions options = EmbeddedOptions.keptIn(folder).withParts(Part.BROKER);
        EmbeddedInfrastructure broker = EmbeddedInfrastructure.start(options);
        KafkaSettings kafka = new KafkaSettings(broker.kafkaBootstrap());
        int port =
                Integer.parseInt(kafka.bootstrap().substring(kafka.bootstrap().indexOf(':') + 1));
        try (Admin admin = Admin.create(kafka.admin())) {
            var _ = admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all()
                    .get();
        }
        WorkloadRunner runner = new WorkloadRunner(
                List.of(new Reader(kafka)), _ -> requireBroker(kafka), InstantSource.system(), Duration.ofSeconds(10));
        runner.start();
        try {
            send(kafka, "before");
            await().atMost(SOON).until(() -> read.contains("before"));
            assertThat(members).isNotEmpty();

            broker.close();
            await().atMost(SOON).until(() -> runner.state("reader") instanceof WorkloadState.Waiting);
            assertThat(members).noneMatch(Thread::isAlive);

            try (EmbeddedInfrastructure _ = EmbeddedInfrastructure.start(options.withPort(Part.BROKER, port))) {
                send(kafka, "after");
                await().atMost(SOON).until(() -> read.contains("after"));
                runner.stop();
            }
        } finally {
            runner.stop();
        }
    }

    /// The threads in which members of groups talk to the broker.
    private static Set<Thread> backgroundThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("consumer_background_thread"))
                .collect(Collectors.toSet());
    }

    private static void requireBroker(KafkaSettings kafka) throws MissingPrerequisiteException, InterruptedException {
        try (Admin admin = Admin.create(kafka.admin())) {
            var _ = admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw new MissingPrerequisiteException("broker");
        }
    }

    private static void send(KafkaSettings kafka, String value) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("polling"))) {
            var _ = producer.send(new ProducerRecord<>(TOPIC, value.getBytes(UTF_8)))
                    .get();
        }
    }

    private final class Reader implements Workload {
        private final KafkaSettings kafka;

        Reader(KafkaSettings kafka) {
            this.kafka = kafka;
        }

        @Override
        public String name() {
            return "reader";
        }

        @Override
        public void run(StopSignal stop) throws MissingPrerequisiteException {
            Set<Thread> others = backgroundThreads();
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer("polling"))) {
                Set<Thread> mine = backgroundThreads();
                mine.removeAll(others);
                members = mine;
                Polling polling = new Polling(consumer, PATIENCE);
                consumer.subscribe(List.of(TOPIC));
                while (!stop.isStopped()) {
                    polling.poll(Duration.ofMillis(200)).forEach(record -> read.add(new String(record.value(), UTF_8)));
                }
            }
        }
    }
}
