package io.diptych.worker.testing;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Part;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.testing.CommittedRecords;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.Workload;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.worker.WorkerMeters;
import io.diptych.worker.WorkerParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A real broker and registry with the topics of one model, under a prefix of the test's own.
public final class Stack implements AutoCloseable {
    /// Its resolver prints whole schemas; the reference keeps the level.
    private static final Logger QUIET = Logger.getLogger("io.apicurio");

    private final String prefix;
    private final String model;
    private final URI registry;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final EventCodec codec;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, CommittedRecords> committed = new ConcurrentHashMap<>();

    /// @param test name of the test, for people who read the broker's log
    public Stack(String test, String model) {
        this(
                test,
                model,
                new KafkaSettings(EmbeddedInfrastructure.shared(Part.BROKER).kafkaBootstrap()));
    }

    /// The same on a broker of the test's own.
    public Stack(String test, String model, KafkaSettings kafka) {
        this.prefix = test + "-" + UUID.randomUUID().toString().substring(0, 8) + ".";
        QUIET.setLevel(Level.WARNING);
        this.model = model;
        this.registry = EmbeddedInfrastructure.shared(Part.REGISTRY).registryUrl();
        this.kafka = kafka;
        this.topics = new Topics(prefix);
        this.codec = new EventCodec(registry);
        this.producer = new KafkaProducer<>(kafka.producer(prefix + "test"));
        List<Topic<?>> needed = new ArrayList<>(topics.ofModel(model));
        needed.addAll(List.of(
                topics.results(), topics.health(), topics.batches(), topics.previews(), topics.cancellations()));
        try (Provisioning provisioning = new Provisioning(kafka, new SchemaRegistration(registry))) {
            provisioning.topics(needed);
        }
    }

    /// Puts in place what a workload needs, as its runner does.
    public void provision(Workload workload) {
        try (Provisioning provisioning = new Provisioning(kafka, new SchemaRegistration(registry))) {
            workload.provision(provisioning);
        }
    }

    /// The parts of a worker.
    public WorkerParts parts(AssetStore assets) {
        return new WorkerParts(
                topics,
                kafka,
                codec,
                assets,
                InstantSource.system(),
                KafkaTracing.off(),
                new WorkerMeters(new SimpleMeterRegistry()));
    }

    /// Publishes values under their keys.
    public <V extends SpecificRecord> void publish(Topic<V> topic, Collection<V> values) {
        for (V value : values) {
            publish(codec.record(topic, value, new RecordHeaders()));
        }
    }

    /// Publishes values under their keys to one partition.
    public <V extends SpecificRecord> void publishTo(Topic<V> topic, int partition, Collection<V> values) {
        for (V value : values) {
            publish(codec.record(topic, partition, value, new RecordHeaders()));
        }
    }

    /// Publishes a record as it is.
    public void publish(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("record could not be published", e);
        }
    }

    /// Every committed value of a topic.
    public <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return readRaw(topic.name()).stream()
                .map(record -> switch (codec.decode(topic, record.key(), record.value())) {
                    case Reading.Readable<V> readable -> readable.value();
                    case Reading.Unreadable<V> unreadable -> throw new AssertionError(unreadable.reason());
                })
                .toList();
    }

    /// Every committed record of a topic.
    public List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
        return committed
                .computeIfAbsent(topic, name -> new CommittedRecords(kafka, List.of(name)))
                .all();
    }

    /// Prefix of every name.
    public String prefix() {
        return prefix;
    }

    /// The model.
    public String model() {
        return model;
    }

    /// The topics.
    public Topics topics() {
        return topics;
    }

    /// Where the broker is.
    public KafkaSettings kafka() {
        return kafka;
    }

    /// Where the registry is.
    public URI registry() {
        return registry;
    }

    /// The wire form.
    public EventCodec codec() {
        return codec;
    }

    @Override
    public void close() {
        producer.close();
        committed.values().forEach(CommittedRecords::close);
        codec.close();
    }
}
