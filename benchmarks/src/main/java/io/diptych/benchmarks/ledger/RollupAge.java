package io.diptych.benchmarks.ledger;

import io.diptych.events.CostRollup;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/// How long after its result a combination of dimensions has its sum on the topic, where committed records are read.
final class RollupAge implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final KafkaSettings kafka;
    private final EventCodec codec;
    private final Topics topics = new Topics("");
    private final Map<String, Long> seenAt = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reading;
    private volatile boolean closing;

    RollupAge(KafkaSettings kafka, EventCodec codec) {
        this.kafka = kafka;
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(kafka.reader("bench-rollups"));
        List<TopicPartition> partitions = consumer
                .partitionsFor(topics.costRollups().name())
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.reading = Thread.ofPlatform().name("bench-rollups").start(this::read);
    }

    /// Publishes results of as many combinations, and waits until each has its sum.
    ///
    /// @param perSecond pace of the results; 0 for as fast as they go
    /// @return nanoseconds from each result's publication to its sum
    List<Long> measure(String run, int combinations, int perSecond) throws InterruptedException {
        long[] sentAt = new long[combinations];
        long begin = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("bench-" + run))) {
            for (int number = 0; number < combinations; number++) {
                if (perSecond > 0) {
                    pause(begin + number * 1_000_000_000L / perSecond);
                }
                sentAt[number] = System.nanoTime();
                var _ = producer.send(codec.record(
                        topics.results(), BenchEvents.result(run, number, Instant.now()), FreshTrace.headers()));
            }
        }
        List<Long> ages = new java.util.ArrayList<>();
        for (int number = 0; number < combinations; number++) {
            ages.add(awaitSum(run + "-" + number) - sentAt[number]);
        }
        return ages;
    }

    private long awaitSum(String campaign) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Long seen = seenAt.get(campaign);
            if (seen != null) {
                return seen;
            }
            if (System.nanoTime() - begin > AT_MOST.toNanos()) {
                throw new IllegalStateException("campaign " + campaign + " has no sum after " + AT_MOST);
            }
            Thread.sleep(5);
        }
    }

    private static void pause(long until) throws InterruptedException {
        long left = until - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    private void read() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (codec.decode(topics.costRollups(), record.key(), record.value())
                                instanceof Reading.Readable<CostRollup>(var _, var sum)
                        && sum.getCube().equals("ROUTE")
                        && sum.getCampaign() != null
                        && sum.getCharges() > 0) {
                    seenAt.putIfAbsent(sum.getCampaign(), System.nanoTime());
                }
            }
        }
        consumer.close();
    }

    @Override
    public void close() {
        closing = true;
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
