package io.diptych.platform.kafka;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.Cancellation;
import io.diptych.platform.testing.CommittedRecords;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The real broker and registry that the tests of this JVM share, under topic names of a test's own.
public final class Cluster {
    private final EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private final Topics topics = new Topics("t" + UUID.randomUUID().toString().substring(0, 8) + ".");

    public KafkaSettings kafka() {
        return new KafkaSettings(parts.kafkaBootstrap());
    }

    public URI registry() {
        return parts.registryUrl();
    }

    /// Topics under a prefix that no other test uses.
    public Topics topics() {
        return topics;
    }

    public void provision(Topic<?>... wanted) {
        try (SchemaRegistration schemas = new SchemaRegistration(registry());
                Provisioning provisioning = new Provisioning(kafka(), schemas)) {
            provisioning.topics(List.of(wanted));
        }
    }

    public Admin admin() {
        return Admin.create(kafka().admin());
    }

    public Provisioning provisioning() {
        return new Provisioning(kafka(), new SchemaRegistration(registry()));
    }

    /// All committed records of a topic, in the order of its partitions.
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (CommittedRecords records = new CommittedRecords(kafka(), List.of(topic))) {
            return records.all();
        }
    }

    /// A small event.
    public static Cancellation cancellation(String requestId) {
        return Cancellation.newBuilder()
                .setRequestId(requestId)
                .setTenant("acme")
                .setReason("changed my mind – 不要了")
                .setOccurredAt(Instant.parse("2026-11-21T10:15:30.123Z"))
                .build();
    }
}
