package io.diptych.platform.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Infrastructure;
import io.diptych.embedded.Part;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TopologyWorkloadIT {
    private static final Infrastructure PARTS = EmbeddedInfrastructure.shared(Part.BROKER);
    private static final KafkaSettings KAFKA = new KafkaSettings(PARTS.kafkaBootstrap());
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Test
    @Timeout(600)
    void throwsWhatKilledTheTopologyAndReadsTheRecordAgain(@TempDir Path stateDir) throws Exception {
        String topic = topicWithOneRecord("workload-it.killed");
        AtomicBoolean registryAway = new AtomicBoolean(true);
        AtomicBoolean read = new AtomicBoolean();
        TopologyWorkload workload = workload(topic, stateDir, () -> {
            if (registryAway.get()) {
                throw new IllegalStateException("registry does not answer");
            }
            read.set(true);
        });

        assertThatThrownBy(() -> workload.run(new StopSignal()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("test.topology died: ")
                .hasStackTraceContaining("registry does not answer");
        registryAway.set(false);

        StopSignal stop = new StopSignal();
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> run(workload, stop));
        await().atMost(Duration.ofMinutes(3)).untilTrue(read);
        stop.stop();
        second.get(60, TimeUnit.SECONDS);
        assertThat(second).isCompleted();
    }

    private static void run(TopologyWorkload workload, StopSignal stop) {
        try {
            workload.run(stop);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static TopologyWorkload workload(String topic, Path stateDir, Runnable onRecord) {
        return new TopologyWorkload(
                "test.topology",
                () -> new Topology()
                        .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic)
                        .addProcessor("reader", () -> new Reader(onRecord), "source"),
                KAFKA.streams(topic, stateDir.toString()),
                new PlatformMeters(new SimpleMeterRegistry()),
                GRACE);
    }

    private static String topicWithOneRecord(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(KAFKA.admin())) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.producer("upstream"))) {
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1}))
                    .get();
        }
        return topic;
    }

    private static final class Reader extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final Runnable onRecord;

        Reader(Runnable onRecord) {
            this.onRecord = onRecord;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            onRecord.run();
        }
    }
}
