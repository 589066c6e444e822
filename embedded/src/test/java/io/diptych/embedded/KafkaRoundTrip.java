package io.diptych.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A real client of a broker: what the tests do with it.
final class KafkaRoundTrip implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String bootstrap;
    private final Admin admin;

    KafkaRoundTrip(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    void createTopic(String name, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get();
    }

    void sendInTransaction(String topic, String value, boolean commit) throws Exception {
        try (KafkaProducer<String, String> producer = transactional()) {
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, value));
            producer.flush();
            sent.get();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /// Sends one record to each partition per transaction and answers how many were acknowledged.
    int sendToEveryPartitionInTransactions(String topic, int partitions, int transactions) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = transactional()) {
            for (int transaction = 0; transaction < transactions; transaction++) {
                producer.beginTransaction();
                for (int partition = 0; partition < partitions; partition++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, "key", "x".repeat(500))));
                }
                producer.commitTransaction();
            }
        }
        int acknowledged = 0;
        for (Future<RecordMetadata> record : sent) {
            acknowledged += record.get().hasOffset() ? 1 : 0;
        }
        return acknowledged;
    }

    private KafkaProducer<String, String> transactional() {
        var producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "transactional.id",
                        UUID.randomUUID().toString()),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    /// Reads until `count` values have come or time is up.
    List<String> readCommitted(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", UUID.randomUUID().toString(),
                "group.protocol", "consumer",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            for (Instant end = Instant.now().plus(LIMIT);
                    values.size() < count && Instant.now().isBefore(end); ) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    void startShareGroupAtEarliest(String group) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        admin.incrementalAlterConfigs(Map.of(
                        resource,
                        List.of(
                                set("share.auto.offset.reset", "earliest"),
                                set("share.isolation.level", "read_committed"))))
                .all()
                .get();
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    List<String> readShared(String group, String topic, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "group.id", group);
        try (var consumer = new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            for (Instant end = Instant.now().plus(LIMIT);
                    values.size() < count && Instant.now().isBefore(end); ) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
            return values;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
