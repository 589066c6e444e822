package io.diptych.cost.kafka;

import io.diptych.cost.pricing.Postings;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.schemas.Topic;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Prices each result once. What it sends on carries the machine's time: under the time of an old result, the broker
/// might
/// delete it at once.
final class ResultListener extends ContextualProcessor<byte[], byte[], byte[], Posted> {
    private static final String SERVICE = "cost-service";

    private final Topic<GenerationResult> results;
    private final EventFormat format;
    private final Postings postings;
    private final CostMeters meters;
    private SeenEntries seen;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    ResultListener(Topic<GenerationResult> results, EventFormat format, Postings postings, CostMeters meters) {
        this.results = results;
        this.format = format;
        this.postings = postings;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], Posted> context) {
        super.init(context);
        seen = new SeenEntries(context.getStateStore(Operators.SEEN));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        switch (format.decode(results, record.key(), record.value())) {
            case Readable<GenerationResult>(var _, var result) ->
                postings.of(result).ifPresent(entry -> post(record, entry));
            case Unreadable<GenerationResult>(var reason) -> bury(record, reason);
        }
    }

    private void post(Record<byte[], byte[]> record, CostEntry entry) {
        if (seen.firstTime(entry.getEntryId(), now())) {
            meters.posted(entry);
            context()
                    .forward(new Record<>(
                            record.key(), new Posted.Entry(entry), now().toEpochMilli(), record.headers()));
        } else {
            meters.repeated();
        }
    }

    private void bury(Record<byte[], byte[]> record, String reason) {
        RecordMetadata read = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without partition and offset was read"));
        meters.unreadable(results, read.partition(), read.offset(), reason);
        Headers headers =
                DeadLetters.headers(record.headers(), results, read.partition(), read.offset(), reason, SERVICE);
        context()
                .forward(new Record<>(
                        record.key(), new Posted.Dead(Bytes.wrap(record.value())), now().toEpochMilli(), headers));
    }

    private Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }
}
