package io.diptych.quality.feedback;

import io.diptych.events.FeedbackCount;
import io.diptych.events.FeedbackSignal;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.schemas.Topics;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns each signal into a count of one for what made the image, once.
final class SignalListener extends ContextualProcessor<byte[], byte[], String, FeedbackCount> {
    private static final Logger log = LoggerFactory.getLogger(SignalListener.class);
    private static final String SEEN = "seen:";
    private static final byte[] YES = {1};

    private final Topics topics;
    private final EventFormat format;
    private @Nullable WindowStore<String, byte[]> memory;

    SignalListener(Topics topics, EventFormat format) {
        this.topics = topics;
        this.format = format;
    }

    @Override
    public void init(ProcessorContext<String, FeedbackCount> context) {
        super.init(context);
        memory = context.getStateStore(FeedbackTopology.MEMORY);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        switch (format.decode(topics.feedback(), record.key(), record.value())) {
            case Readable<FeedbackSignal>(var jobId, var signal) -> count(jobId, signal, record);
            case Unreadable<FeedbackSignal>(var reason) ->
                log.atWarn()
                        .addKeyValue("topic", topics.feedback().name())
                        .addKeyValue("error", reason)
                        .log("feedback cannot be read, it is not counted");
        }
    }

    private void count(String jobId, FeedbackSignal signal, Record<byte[], byte[]> record) {
        WindowStore<String, byte[]> known = Objects.requireNonNull(memory, "not opened");
        String id = SEEN + signal.getFeedbackId();
        if (latest(known, id, record.timestamp()) != null) {
            return;
        }
        known.put(id, YES, record.timestamp());
        byte[] maker = latest(known, jobId, record.timestamp());
        FeedbackCount none = maker == null ? FeedbackCounts.unknown(signal.getOccurredAt()) : read(maker);
        FeedbackCount one = FeedbackCounts.one(none, signal);
        context().forward(record.withKey(topics.feedbackCounts().keyOf(one)).withValue(one));
    }

    private static byte @Nullable [] latest(WindowStore<String, byte[]> memory, String key, long now) {
        byte[] latest = null;
        Instant at = Instant.ofEpochMilli(now);
        try (WindowStoreIterator<byte[]> all =
                memory.fetch(key, at.minus(FeedbackTopology.REMEMBERED), at.plus(FeedbackTopology.REMEMBERED))) {
            while (all.hasNext()) {
                KeyValue<Long, byte[]> one = all.next();
                latest = one.value;
            }
        }
        return latest;
    }

    private FeedbackCount read(byte[] maker) {
        return format.serde(topics.feedbackCounts())
                .deserializer()
                .deserialize(topics.feedbackCounts().name(), maker);
    }
}
