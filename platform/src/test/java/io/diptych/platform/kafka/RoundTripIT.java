package io.diptych.platform.kafka;

import static io.diptych.platform.kafka.Cluster.cancellation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.Cancellation;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripIT {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Cluster cluster = new Cluster();
    private final Topic<Cancellation> topic = cluster.topics().cancellations();
    private final String group = topic.name() + ".group";
    private final EventCodec codec = new EventCodec(cluster.registry());

    @BeforeEach
    void provision() {
        cluster.provision(topic);
    }

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void showsCommittedRecordsOnly() {
        try (var producer = transactional("writer")) {
            producer.beginTransaction();
            var _ = producer.send(codec.record(topic, cancellation("aborted"), new RecordHeaders()));
            producer.abortTransaction();
            producer.beginTransaction();
            var _ = producer.send(codec.record(topic, cancellation("committed"), traced("00-trace")));
            producer.commitTransaction();
        }

        assertThat(cluster.read(topic.name())).singleElement().satisfies(record -> {
            assertThat(read(record)).isEqualTo(cancellation("committed"));
            assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo("00-trace".getBytes(UTF_8));
        });
    }

    @Test
    void movesOffsetsWithTheRecordsOfATransaction() {
        send("one", "two");
        try (Provisioning provisioning = cluster.provisioning()) {
            provisioning.consumerGroup(group, Duration.ofSeconds(1), Duration.ofSeconds(6));
        }

        assertThat(processOnce("first", false)).containsExactlyInAnyOrder("one", "two");
        assertThat(processOnce("second", true)).containsExactlyInAnyOrder("one", "two");
        send("three");
        assertThat(processOnce("third", true)).containsExactly("three");

        assertThat(cluster.read(topic.deadLetters()))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    /// Reads what is there, dead-letters it, and commits or aborts the transaction.
    private List<String> processOnce(String member, boolean commit) {
        try (var producer = transactional(member);
                var consumer = new KafkaConsumer<byte[], byte[]>(cluster.kafka().consumer(group))) {
            consumer.subscribe(List.of(topic.name()));
            List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(POLL).forEach(polled::add);
                return !polled.isEmpty() && consumer.poll(POLL).isEmpty();
            });
            producer.beginTransaction();
            for (var record : polled) {
                var _ = producer.send(DeadLetters.of(topic, record, "a test", "round-trip"));
            }
            producer.sendOffsetsToTransaction(
                    polled.stream()
                            .collect(Collectors.toMap(
                                    record -> new TopicPartition(record.topic(), record.partition()),
                                    record -> new OffsetAndMetadata(record.offset() + 1),
                                    (a, b) -> a.offset() > b.offset() ? a : b)),
                    consumer.groupMetadata());
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
            return polled.stream()
                    .map(record -> new String(record.key(), UTF_8))
                    .toList();
        }
    }

    @Test
    void sharesWhatWasQueuedBeforeTheFirstMemberJoined() {
        send("one", "two", "three");
        try (Provisioning provisioning = cluster.provisioning()) {
            provisioning.shareGroup(group, Duration.ofSeconds(15));
        }
        List<Cancellation> shared = new ArrayList<>();

        try (var consumer =
                new KafkaShareConsumer<byte[], byte[]>(cluster.kafka().shareConsumer(group))) {
            consumer.subscribe(List.of(topic.name()));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(POLL).forEach(record -> {
                    shared.add(read(record));
                    consumer.acknowledge(record, AcknowledgeType.ACCEPT);
                });
                consumer.commitSync();
                return shared.size() >= 3;
            });
        }

        assertThat(shared).containsExactlyInAnyOrder(cancellation("one"), cancellation("two"), cancellation("three"));
    }

    @Test
    void keepsEventsInAStoreOfKafkaStreams(@TempDir Path stateDir) {
        send("one", "two", "one");
        Topic<Cancellation> last = cluster.topics().cancellations();
        String output = topic.deadLetters();
        var builder = new StreamsBuilder();
        builder.stream(last.name(), Consumed.with(Serdes.String(), codec.serde(last)))
                .groupByKey(Grouped.with("by-request", Serdes.String(), codec.serde(last)))
                .reduce((_, newer) -> newer, Materialized.with(Serdes.String(), codec.serde(last)))
                .toStream()
                .to(output, Produced.with(Serdes.String(), codec.serde(last)));
        Properties settings = new Properties();
        settings.putAll(cluster.kafka().streams(group, stateDir.toString()));

        try (KafkaStreams streams = new KafkaStreams(builder.build(), settings)) {
            streams.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.read(output))
                            .extracting(this::read)
                            .contains(cancellation("one"), cancellation("two")));
        }
    }

    @Test
    void saysInADeadLetterWhereItWasReadAndWhyItDied() {
        send("one");
        var read = cluster.read(topic.name()).getFirst();
        try (var producer = new KafkaProducer<byte[], byte[]>(cluster.kafka().producer("dead-letters"))) {
            var _ = producer.send(DeadLetters.of(topic, read, "a good reason", "round-trip"));
        }

        assertThat(cluster.read(topic.deadLetters())).singleElement().satisfies(dead -> {
            assertThat(dead.key()).isEqualTo(read.key());
            assertThat(dead.value()).isEqualTo(read.value());
            assertThat(header(dead, DeadLetters.REASON)).isEqualTo("a good reason");
            assertThat(header(dead, DeadLetters.TOPIC)).isEqualTo(topic.name());
            assertThat(header(dead, DeadLetters.PARTITION)).isEqualTo(Integer.toString(read.partition()));
            assertThat(header(dead, DeadLetters.OFFSET)).isEqualTo("0");
            assertThat(header(dead, DeadLetters.SERVICE)).isEqualTo("round-trip");
        });
    }

    private void send(String... requestIds) {
        try (var producer = new KafkaProducer<byte[], byte[]>(cluster.kafka().producer("sender"))) {
            for (String requestId : requestIds) {
                ProducerRecord<byte[], byte[]> record =
                        codec.record(topic, cancellation(requestId), new RecordHeaders());
                var _ = producer.send(record);
            }
        }
    }

    private KafkaProducer<byte[], byte[]> transactional(String id) {
        var producer = new KafkaProducer<byte[], byte[]>(cluster.kafka().transactionalProducer(topic.name() + id));
        producer.initTransactions();
        return producer;
    }

    private Cancellation read(ConsumerRecord<byte[], byte[]> record) {
        Reading<Cancellation> reading = codec.decode(topic, record.key(), record.value());
        assertThat(reading).isInstanceOf(Readable.class);
        return ((Readable<Cancellation>) reading).value();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static Headers traced(String traceparent) {
        return new RecordHeaders().add("traceparent", traceparent.getBytes(UTF_8));
    }
}
