package io.diptych.router.kafka;

import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.RoutingDecision;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desk of a listener: reads what comes in, and sends what was decided with the headers of the
/// record that was read.
///
/// Outgoing records carry the machine's time: under the time of an old request, the broker might delete
/// them at once.
final class Dispatch {
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);
    private static final String SERVICE = "router";

    private final ProcessorContext<byte[], Outgoing> context;
    private final Topics topics;
    private final Topic<RoutingDecision> decisions;
    private final Map<String, Topic<GenerationJob>> jobs = new HashMap<>();
    private final Map<String, Topic<GenerationJob>> batchJobs = new HashMap<>();
    private final EventFormat format;
    private final PlatformMeters meters;
    private final CommitPace commits;

    Dispatch(
            ProcessorContext<byte[], Outgoing> context,
            Topics topics,
            EventFormat format,
            PlatformMeters meters,
            CommitPace commits) {
        this.context = context;
        this.topics = topics;
        this.decisions = topics.decisions();
        this.format = format;
        this.meters = meters;
        this.commits = commits;
    }

    /// The value of a record; null for one that went to the dead letters. Asks for a commit where one is due: Kafka
    /// Streams commits when the record is done with.
    <V extends SpecificRecord> @Nullable V read(Topic<V> topic, Record<byte[], byte[]> record) {
        long now = now();
        commits.read(record.timestamp(), now);
        if (commits.isDue(now)) {
            context.commit();
        }
        return switch (format.decode(topic, record.key(), record.value())) {
            case Readable<V>(var _, var value) -> value;
            case Unreadable<V>(var reason) -> {
                deadLetter(topic, record, reason);
                yield null;
            }
        };
    }

    void send(Routed routed, Headers headers) {
        for (RoutingDecision decision : routed.decisions()) {
            send(decisions, decision, headers);
        }
        for (GenerationJob job : routed.jobs()) {
            send(jobsOf(job), job, headers);
        }
        for (JobOutcome outcome : routed.outcomes()) {
            send(topics.outcomes(), outcome, headers);
        }
    }

    <V extends SpecificRecord> void send(Topic<V> topic, V value, Headers headers) {
        forward(EventCodec.bytes(topic.keyOf(value)), topic.name(), format.encode(topic, value), headers);
    }

    /// Sends a value that is written already.
    void forward(byte @Nullable [] key, String topic, byte[] value, Headers headers) {
        context.forward(new Record<>(key, new Outgoing(topic, value), now(), new RecordHeaders(headers)));
    }

    private void deadLetter(Topic<?> topic, Record<byte[], byte[]> record, String reason) {
        RecordMetadata read = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without partition and offset was read"));
        Headers headers =
                DeadLetters.headers(record.headers(), topic, read.partition(), read.offset(), reason, SERVICE);
        context.forward(new Record<>(record.key(), new Outgoing(topic.deadLetters(), record.value()), now(), headers));
        meters.deadLetter(topic);
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("partition", read.partition())
                .addKeyValue("offset", read.offset())
                .addKeyValue("error", reason)
                .log("record could not be read, dead-lettered");
    }

    private Topic<GenerationJob> jobsOf(GenerationJob job) {
        String model = job.getRoute().getModel();
        return job.getRoute().getLane() == Lane.BATCH
                ? batchJobs.computeIfAbsent(model, topics::batchJobs)
                : jobs.computeIfAbsent(model, topics::jobs);
    }

    private long now() {
        return context.currentSystemTimeMs();
    }
}
