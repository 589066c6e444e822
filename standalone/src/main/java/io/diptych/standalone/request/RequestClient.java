package io.diptych.standalone.request;

import io.diptych.events.Cancellation;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.PreviewFrame;
import io.diptych.events.ReviewTask;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import io.diptych.standalone.replay.KafkaRecording;
import io.diptych.standalone.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Publishes requests and waits for their outcomes, as an upstream system does.
public final class RequestClient {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaSettings kafka;
    private final Topics topics;
    private final EventCodec codec;

    public RequestClient(KafkaSettings kafka, Topics topics, EventCodec codec) {
        this.kafka = kafka;
        this.topics = topics;
        this.codec = codec;
    }

    /// Publishes the request and waits for the outcome of each of its jobs. A repeat of an earlier request is answered
    /// with the outcomes that are there already.
    ///
    /// @throws StackException when the broker does not take the request, or they do not come within the time
    public List<JobOutcome> publishAndWait(GenerationRequest request, Duration atMost) {
        return publishAndWait(request, atMost, follow(List.of(topics.outcomes())), _ -> {});
    }

    /// The same, and shows its unfinished images as they come, those of an earlier call for the same request first: a
    /// topic of an hour has them, in order for each job.
    public List<JobOutcome> publishAndWait(
            GenerationRequest request, Duration atMost, Consumer<PreviewFrame> unfinished) {
        return publishAndWait(request, atMost, follow(List.of(topics.outcomes(), topics.previews())), unfinished);
    }

    private List<JobOutcome> publishAndWait(
            GenerationRequest request,
            Duration atMost,
            KafkaConsumer<byte[], byte[]> reader,
            Consumer<PreviewFrame> unfinished) {
        int count = Math.clamp(request.getOutput().getCount(), 1, 10);
        Map<String, JobOutcome> outcomes = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader;
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("diptych-request"))) {
            send(producer, topics.requests(), request);
            long deadline = System.nanoTime() + atMost.toNanos();
            while (outcomes.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.topic().equals(topics.previews().name())) {
                        show(record, request, unfinished);
                    } else if (codec.decode(topics.outcomes(), record.key(), record.value())
                                    instanceof Readable<JobOutcome>(var key, var outcome)
                            && outcome.getRequestId().equals(request.getRequestId())) {
                        outcomes.put(key, outcome);
                        count = isInvalidCount(request) ? 1 : count;
                    }
                }
            }
        }
        if (outcomes.size() < count) {
            throw new StackException("request " + request.getRequestId() + ": " + outcomes.size() + " of " + count
                    + " outcomes within " + atMost.toSeconds() + " s");
        }
        return List.copyOf(outcomes.values());
    }

    /// Frames name their job only, whose id begins with that of its request.
    private void show(
            ConsumerRecord<byte[], byte[]> record, GenerationRequest request, Consumer<PreviewFrame> unfinished) {
        if (codec.decode(topics.previews(), record.key(), record.value())
                        instanceof Readable<PreviewFrame>(var jobId, var frame)
                && jobId.startsWith(request.getRequestId() + '#')
                && frame.getTenant().equals(request.getTenant())) {
            unfinished.accept(frame);
        }
    }

    /// Every result of a request so far, by its attempt.
    public Map<String, GenerationResult> results(String requestId) {
        Map<String, GenerationResult> results = new TreeMap<>();
        long _ = new KafkaRecording(kafka, codec).read(topics.results(), Instant.EPOCH, one -> {
            GenerationResult result = one.value();
            if (result.getJob().getRequestId().equals(requestId)) {
                results.put(result.getAttemptId(), result);
            }
        });
        return results;
    }

    /// Puts a question to the review desk.
    ///
    /// @throws StackException when the broker does not take it
    public void publish(ReviewTask question) {
        publish(topics.reviewTasks(), question);
    }

    /// Says that a request, or an image of it, is not wanted any more. Returns once the broker has it: what no worker
    /// has claimed by then is not bought.
    ///
    /// @throws StackException when the broker does not take it
    public void publish(Cancellation cancellation) {
        publish(topics.cancellations(), cancellation);
    }

    private <V extends SpecificRecord> void publish(Topic<V> topic, V event) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("diptych-request"))) {
            send(producer, topic, event);
        }
    }

    /// Returns once the broker has it.
    private <V extends SpecificRecord> void send(KafkaProducer<byte[], byte[]> producer, Topic<V> topic, V event) {
        try {
            RecordMetadata _ = producer.send(codec.record(topic, event, FreshTrace.headers()))
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("the broker did not take the record for " + topic.name() + ": " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while " + topic.name() + " was written");
        }
    }

    private static boolean isInvalidCount(GenerationRequest request) {
        return request.getOutput().getCount() < 1 || request.getOutput().getCount() > 10;
    }

    /// From the beginning: outcomes are compacted, and a repeat is answered by what is there.
    private KafkaConsumer<byte[], byte[]> follow(List<Topic<?>> followed) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader("diptych-request"));
        List<TopicPartition> partitions = followed.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
