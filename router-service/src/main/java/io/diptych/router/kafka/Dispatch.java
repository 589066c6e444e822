package io.diptych.router.kafka;

import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Sends what was decided to its sinks, with the headers of the record that was read.
///
/// Outgoing records carry the machine's time: under the time of an old request, the broker might delete them at once.
final class Dispatch {
    private static final String SERVICE = "router";

    private final ProcessorContext<byte[], Outgoing> context;
    private final Topics topics;
    private final EventFormat format;

    Dispatch(ProcessorContext<byte[], Outgoing> context, Topics topics, EventFormat format) {
        this.context = context;
        this.topics = topics;
        this.format = format;
    }

    void send(Routed routed, Headers headers) {
        routed.decisions().forEach(decision -> send(Operators.DECISIONS, topics.decisions(), decision, headers));
        routed.jobs().forEach(job -> send(Operators.JOBS, jobsOf(job), job, headers));
        routed.outcomes().forEach(outcome -> send(Operators.OUTCOMES, topics.outcomes(), outcome, headers));
    }

    void deadLetter(Topic<?> topic, Record<byte[], byte[]> record, String reason) {
        RecordMetadata read = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without partition and offset was read"));
        Headers headers =
                DeadLetters.headers(record.headers(), topic, read.partition(), read.offset(), reason, SERVICE);
        context.forward(
                new Record<>(record.key(), new Outgoing(topic.deadLetters(), record.value()), now(), headers),
                Operators.DEAD_LETTERS);
    }

    private Topic<GenerationJob> jobsOf(GenerationJob job) {
        String model = job.getRoute().getModel();
        return job.getRoute().getLane() == Lane.BATCH ? topics.batchJobs(model) : topics.jobs(model);
    }

    private <V extends SpecificRecord> void send(String sink, Topic<V> topic, V value, Headers headers) {
        context.forward(
                new Record<>(
                        EventCodec.bytes(topic.keyOf(value)),
                        new Outgoing(topic.name(), format.encode(topic, value)),
                        now(),
                        new RecordHeaders(headers)),
                sink);
    }

    private long now() {
        return context.currentSystemTimeMs();
    }
}
