package io.diptych.benchmarks.workers;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.events.AttemptRecord;
import io.diptych.events.GenerationJob;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// One broker and registry for all, and for each run topics of its own.
final class Field implements AutoCloseable {
    static final Duration HEARTBEAT = Duration.ofMillis(500);
    static final Duration SESSION = Duration.ofSeconds(8);
    private static final Duration LOCK = Duration.ofSeconds(30);

    private final EmbeddedInfrastructure infrastructure;
    private final KafkaSettings kafka;
    private final EventCodec codec;
    private final Provisioning provisioning;
    private final Path folder;

    /// @param folder for assets and for the logs of processes
    Field(EmbeddedInfrastructure infrastructure, Path folder) {
        this.infrastructure = infrastructure;
        this.kafka = new KafkaSettings(infrastructure.kafkaBootstrap());
        this.codec = new EventCodec(infrastructure.registryUrl());
        this.provisioning = new Provisioning(kafka, new SchemaRegistration(infrastructure.registryUrl()));
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /// Makes the topics of a run, and its group as quick to notice members as Diptych's is.
    void prepare(Kind kind, String prefix, int partitions) {
        Topics topics = new Topics(prefix);
        List<Topic<?>> needed = new ArrayList<>();
        needed.add(with(topics.jobs(Task.MODEL), partitions));
        if (kind == Kind.DIPTYCH) {
            needed.add(with(topics.attempts(Task.MODEL), partitions));
            needed.addAll(List.of(topics.results(), topics.health(), topics.cancellations()));
        }
        provisioning.topics(needed);
        String group = prefix + "worker." + Task.MODEL;
        if (kind == Kind.SHARE_GROUP) {
            provisioning.shareGroup(group, LOCK);
        } else {
            provisioning.consumerGroup(group, HEARTBEAT, SESSION);
        }
    }

    private static <V extends SpecificRecord> Topic<V> with(Topic<V> topic, int partitions) {
        return new Topic<>(
                topic.name(),
                topic.valueType(),
                topic.keyName(),
                topic.key(),
                partitions,
                topic.retention(),
                topic.cleanup(),
                topic.writtenBy(),
                topic.readBy());
    }

    /// What a worker is told.
    Task task(
            Kind kind,
            String prefix,
            int slots,
            CallTime call,
            CalledSide called,
            int imageBytes,
            Map<String, String> settings) {
        return new Task(
                kind,
                infrastructure.kafkaBootstrap(),
                infrastructure.registryUrl(),
                prefix,
                "w0",
                slots,
                call,
                called.port(),
                folder.resolve("assets").toUri(),
                imageBytes,
                settings);
    }

    /// Publishes jobs evenly over the partitions; each carries its partition in its id.
    void publish(String prefix, int partitions, int jobs) {
        publish(prefix, Task.MODEL, "j", partitions, jobs);
    }

    void publish(String prefix, String model, String idPrefix, int partitions, int jobs) {
        Topic<GenerationJob> topic = new Topics(prefix).jobs(model);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("bench"))) {
            for (int i = 0; i < jobs; i++) {
                int partition = i % partitions;
                var _ = producer.send(codec.record(
                        topic,
                        partition,
                        BenchJobs.job(idPrefix + i + "p" + partition, model, Instant.now()),
                        new RecordHeaders()));
            }
            producer.flush();
        }
    }

    /// Partition that a job's id tells.
    static int partitionOf(String jobId) {
        return Integer.parseInt(jobId.substring(jobId.indexOf('p') + 1, jobId.indexOf('#')));
    }

    /// Size of a job as it travels.
    int jobBytes() {
        return codec.encode(new Topics("size.").jobs(Task.MODEL), BenchJobs.job("size", Task.MODEL, Instant.now()))
                .length;
    }

    /// Every committed record of a run's attempts log.
    List<AttemptRecord> attempts(String prefix) {
        return attempts(prefix, Task.MODEL);
    }

    List<AttemptRecord> attempts(String prefix, String model) {
        Topic<AttemptRecord> topic = new Topics(prefix).attempts(model);
        List<AttemptRecord> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader("bench-attempts"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(Set.copyOf(partitions));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (codec.decode(topic, record.key(), record.value())
                            instanceof Reading.Readable<AttemptRecord>(var _, var attempt)) {
                        found.add(attempt);
                    }
                });
            }
        }
        return found;
    }

    Provisioning provisioning() {
        return provisioning;
    }

    EmbeddedInfrastructure infrastructure() {
        return infrastructure;
    }

    @Override
    public void close() {
        provisioning.close();
        codec.close();
    }
}
