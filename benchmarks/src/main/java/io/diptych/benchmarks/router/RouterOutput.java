package io.diptych.benchmarks.router;

import io.diptych.events.GenerationJob;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.standalone.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// What the router wrote, read back, for peers that write the same: for each request a job and a decision, jobs of
/// the topics in the proportions in which the router wrote them.
final class RouterOutput {
    private static final int SAMPLES = 2_000;
    private static final int LEAST_OF_A_TOPIC = 100;
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final KafkaSettings kafka;
    private final Topics topics = new Topics("");

    RouterOutput(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /// A value and the topic that it is for. Not a record: two of the same bytes are not the same value.
    static final class Written {
        private final String topic;
        private final byte[] value;

        Written(String topic, byte[] value) {
            this.topic = topic;
            this.value = value;
        }

        String topic() {
            return topic;
        }

        byte[] value() {
            return value;
        }

        /// The same value for another topic.
        Written to(String other) {
            return new Written(other, value);
        }
    }

    /// The topics that the router writes jobs and decisions to.
    List<Topic<?>> topics() {
        return Stream.<Topic<?>>concat(jobTopics().stream(), Stream.of(topics.decisions()))
                .toList();
    }

    /// What was written for each of so many requests.
    List<List<Written>> read() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader("bench-sample"))) {
            Map<String, Long> counts = new LinkedHashMap<>();
            Map<String, List<byte[]>> jobs = new HashMap<>();
            for (Topic<GenerationJob> topic : jobTopics()) {
                long count = count(consumer, topic.name());
                if (count >= LEAST_OF_A_TOPIC) {
                    counts.put(topic.name(), count);
                    jobs.put(topic.name(), values(consumer, topic.name(), LEAST_OF_A_TOPIC));
                }
            }
            List<byte[]> decisions = values(consumer, topics.decisions().name(), SAMPLES);
            return paired(counts, jobs, decisions);
        }
    }

    private List<List<Written>> paired(
            Map<String, Long> counts, Map<String, List<byte[]>> jobs, List<byte[]> decisions) {
        double all = counts.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Integer> given = new HashMap<>();
        List<List<Written>> paired = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            int sofar = i + 1;
            String topic = counts.keySet().stream()
                    .max(Comparator.comparingDouble(
                            name -> counts.getOrDefault(name, 0L) / all * sofar - given.getOrDefault(name, 0)))
                    .orElseThrow(() -> new IllegalStateException("the router wrote no jobs"));
            int number = given.merge(topic, 1, Integer::sum);
            List<byte[]> values = jobs.getOrDefault(topic, List.of());
            paired.add(List.of(
                    new Written(topic, values.get(number % values.size())),
                    new Written(topics.decisions().name(), decisions.get(i))));
        }
        return paired;
    }

    private List<Topic<GenerationJob>> jobTopics() {
        return Stack.MODELS.stream()
                .flatMap(model -> Stream.of(topics.jobs(model), topics.batchJobs(model)))
                .toList();
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static long count(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static List<byte[]> values(KafkaConsumer<byte[], byte[]> consumer, String topic, int least) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        List<byte[]> values = new ArrayList<>();
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (values.size() < least) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "topic " + topic + " gave " + values.size() + " of " + least + " records within " + AT_MOST);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
        }
        return values;
    }
}
