package io.diptych.standalone.demo;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.RepeatHeader;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Follows a run on the topics, as any upstream system could: from now on, committed records only.
final class TopicWatcher implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topics topics;
    private final EventCodec codec;
    private final Tally tally;
    private final String campaign;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closing;

    /// @param campaign prefix of the run's request ids
    TopicWatcher(KafkaSettings kafka, Topics topics, EventCodec codec, String campaign, Tally tally) {
        this.topics = topics;
        this.codec = codec;
        this.tally = tally;
        this.campaign = campaign;
        this.consumer = new KafkaConsumer<>(kafka.reader("demo-" + campaign));
        List<TopicPartition> partitions =
                List.of(topics.results(), topics.verdicts(), topics.outcomes(), topics.costEntries()).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = Thread.ofPlatform().name("demo-watcher").start(this::follow);
    }

    private void follow() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
        }
        consumer.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        take(topics.results(), record, result -> result.getJobId(), tally::add);
        take(
                topics.verdicts(),
                record,
                verdict -> verdict.getJobId(),
                verdict -> tally.addVerdictOf(verdict.getAttemptId()));
        take(topics.outcomes(), record, outcome -> outcome.getJobId(), tally::add);
        take(topics.costEntries(), record, entry -> entry.getJobId(), tally::add);
    }

    private <V extends SpecificRecord> void take(
            Topic<V> topic,
            ConsumerRecord<byte[], byte[]> record,
            java.util.function.Function<V, String> job,
            java.util.function.Consumer<V> to) {
        if (!record.topic().equals(topic.name()) || RepeatHeader.isIn(record.headers())) {
            return;
        }
        if (codec.decode(topic, record.key(), record.value()) instanceof Reading.Readable<V>(var key, var value)
                && job.apply(value).startsWith(campaign)) {
            to.accept(value);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
