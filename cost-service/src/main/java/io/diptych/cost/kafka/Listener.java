package io.diptych.cost.kafka;

import io.diptych.cost.rollup.Dimensions;
import io.diptych.cost.rollup.Measures;
import io.diptych.cost.rollup.Rollups;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Reads a topic, event by event. What it sends on carries the machine's time: under the time of an old event, the
/// broker might delete it at once.
abstract class Listener<V extends SpecificRecord> extends ContextualProcessor<byte[], byte[], byte[], Posted> {
    private static final String SERVICE = "cost-service";
    /// How far a clock may be ahead of the broker's before what it says is not believed.
    private static final Duration MOST_AHEAD = Duration.ofHours(1);

    private final Topic<V> topic;
    private final EventFormat format;
    final CostMeters meters;
    private SeenFacts seen;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    Listener(Topic<V> topic, EventFormat format, CostMeters meters) {
        this.topic = topic;
        this.format = format;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], Posted> context) {
        super.init(context);
        seen = new SeenFacts(context.getStateStore(Operators.SEEN));
    }

    /// Works on an event.
    abstract void take(Record<byte[], byte[]> record, V event);

    @Override
    public final void process(Record<byte[], byte[]> record) {
        switch (format.decode(topic, record.key(), record.value())) {
            case Readable<V>(var _, var event) -> take(record, event);
            case Unreadable<V>(var reason) -> bury(record, reason);
        }
    }

    /// Remembers a fact.
    ///
    /// @return whether it was not seen before
    final boolean firstTime(String factId) {
        return seen.firstTime(factId, now());
    }

    final void send(Record<byte[], byte[]> cause, Posted posted) {
        context().forward(new Record<>(cause.key(), posted, now().toEpochMilli(), cause.headers()));
    }

    final void count(Record<byte[], byte[]> cause, Measures fact, Dimensions dimensions, Instant at) {
        Rollups.deltas(fact, dimensions, at, now()).forEach(delta -> send(cause, new Posted.Delta(delta)));
    }

    /// When an event happened: what its writer's clock says, unless that is ahead of the broker's by more than an hour.
    final Instant moment(Instant said, Record<byte[], byte[]> record) {
        Instant written = Instant.ofEpochMilli(record.timestamp());
        if (said.isAfter(written.plus(MOST_AHEAD))) {
            meters.clockAhead(topic, said);
            return written;
        }
        return said;
    }

    final Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    private void bury(Record<byte[], byte[]> record, String reason) {
        RecordMetadata read = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without partition and offset was read"));
        meters.unreadable(topic, read.partition(), read.offset(), reason);
        Headers headers =
                DeadLetters.headers(record.headers(), topic, read.partition(), read.offset(), reason, SERVICE);
        context()
                .forward(new Record<>(
                        record.key(), new Posted.Dead(Bytes.wrap(record.value())), now().toEpochMilli(), headers));
    }
}
