package io.diptych.benchmarks.router;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import io.diptych.standalone.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/// How long a request takes from its publication until its job can be read, at a steady pace. Reader and writer are in
/// this process, so that one clock measures both ends; the hops to and from the broker are part of it.
final class AddedLatency {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final KafkaSettings kafka;
    private final EventCodec codec;
    private final Topics topics = new Topics("");

    AddedLatency(String bootstrap, EventCodec codec) {
        this.kafka = new KafkaSettings(bootstrap);
        this.codec = codec;
    }

    /// Nanoseconds of each request after the first `warmUp`.
    List<Long> measure(String run, int perSecond, int warmUp, int measured) {
        RequestMix mix = new RequestMix();
        Map<String, Long> published = new ConcurrentHashMap<>();
        Map<String, Object> settings = kafka.producer(run);
        settings.put("linger.ms", 0);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings);
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader(run));
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            follow(consumer);
            int[] next = {0};
            var pacing = clock.scheduleAtFixedRate(
                    () -> {
                        if (next[0] < warmUp + measured) {
                            var request = mix.request(run, next[0]++);
                            published.put(request.getRequestId(), System.nanoTime());
                            var _ = producer.send(codec.record(topics.requests(), request, FreshTrace.headers()));
                        }
                    },
                    0,
                    1_000_000_000L / perSecond,
                    TimeUnit.NANOSECONDS);
            List<Long> nanos = await(consumer, published, run, warmUp, measured);
            pacing.cancel(false);
            return nanos;
        }
    }

    private static List<Long> await(
            KafkaConsumer<byte[], byte[]> consumer, Map<String, Long> published, String run, int warmUp, int measured) {
        List<Long> nanos = new ArrayList<>();
        int seen = 0;
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (seen < warmUp + measured) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(seen + " of " + (warmUp + measured) + " jobs within " + AT_MOST);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                long now = System.nanoTime();
                String jobId = new String(record.key(), StandardCharsets.UTF_8);
                Long begin = published.get(jobId.substring(0, jobId.lastIndexOf('#')));
                if (jobId.startsWith(run + "-") && begin != null) {
                    seen++;
                    if (seen > warmUp) {
                        nanos.add(now - begin);
                    }
                }
            }
        }
        return nanos;
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = Stack.MODELS.stream()
                .flatMap(model -> Stream.of(topics.jobs(model), topics.batchJobs(model)))
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }
}
