package io.diptych.benchmarks;

import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import io.diptych.standalone.request.RequestDocument;
import io.diptych.standalone.stack.StackAddresses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/// Requests of one image each at a steady pace, and the time each took, less what its provider took.
final class PacedImages {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final StackAddresses stack;
    private final Topics topics = new Topics("");
    private final Duration pace;

    PacedImages(StackAddresses stack, Duration pace) {
        this.stack = stack;
        this.pace = pace;
    }

    /// Publishes so many requests and waits for all outcomes.
    Quantiles measure(int images) throws InterruptedException {
        KafkaSettings kafka = new KafkaSettings(stack.kafkaBootstrap());
        String run = "bench-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Long> published = new ConcurrentHashMap<>();
        try (EventCodec codec = new EventCodec(stack.registry());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(run));
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader(run));
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            follow(consumer);
            for (int i = 0; i < images; i++) {
                String requestId = run + "-" + i;
                var _ = clock.schedule(
                        () -> {
                            GenerationRequest request = request(requestId);
                            published.put(requestId, System.nanoTime());
                            var _ = producer.send(codec.record(topics.requests(), request, FreshTrace.headers()));
                        },
                        i * pace.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            return await(consumer, codec, run, images, published);
        }
    }

    private Quantiles await(
            KafkaConsumer<byte[], byte[]> consumer,
            EventCodec codec,
            String run,
            int images,
            Map<String, Long> published) {
        Map<String, Long> ended = new HashMap<>();
        Map<String, Long> provider = new HashMap<>();
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (ended.size() < images || provider.size() < images) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(ended.size() + " of " + images + " images within " + AT_MOST);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                long now = System.nanoTime();
                if (record.topic().equals(topics.results().name())
                        && codec.decode(topics.results(), record.key(), record.value())
                                instanceof Readable<GenerationResult>(var _, var result)
                        && result.getJobId().startsWith(run)) {
                    provider.merge(
                            result.getJob().getRequestId(),
                            TimeUnit.MILLISECONDS.toNanos(result.getProviderMillis()),
                            Long::sum);
                } else if (record.topic().equals(topics.outcomes().name())
                        && codec.decode(topics.outcomes(), record.key(), record.value())
                                instanceof Readable<JobOutcome>(var _, var outcome)
                        && outcome.getRequestId().startsWith(run)) {
                    ended.put(outcome.getRequestId(), now);
                }
            }
        }
        List<Long> overhead = new ArrayList<>();
        ended.forEach((requestId, at) ->
                overhead.add(at - published.getOrDefault(requestId, at) - provider.getOrDefault(requestId, 0L)));
        return Quantiles.ofNanos(overhead);
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = Stream.of(topics.results(), topics.outcomes())
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    private static GenerationRequest request(String requestId) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", requestId);
        document.set("tenant", "bench");
        document.set("prompt", "A kettle on a pure white background");
        document.set("purpose.stage", "WHITE_BACKGROUND");
        document.set("policy", "dual-engine");
        return document.toRequest(Instant.now());
    }
}
