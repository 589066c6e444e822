package io.diptych.quality.feedback;

import io.diptych.events.JobOutcome;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.schemas.Topics;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/// Remembers what made the image of each job. An outcome that cannot be read is no business of this place: who
/// keeps the books dead-letters it.
final class MakerListener extends ContextualProcessor<byte[], byte[], Void, Void> {
    private final Topics topics;
    private final EventFormat format;
    private @Nullable WindowStore<String, byte[]> memory;

    MakerListener(Topics topics, EventFormat format) {
        this.topics = topics;
        this.format = format;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        memory = context.getStateStore(FeedbackTopology.MEMORY);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (format.decode(topics.outcomes(), record.key(), record.value()) instanceof Readable<JobOutcome> outcome) {
            byte[] maker = format.encode(topics.feedbackCounts(), FeedbackCounts.of(outcome.value()));
            Objects.requireNonNull(memory, "not opened").put(outcome.key(), maker, record.timestamp());
        }
    }
}
