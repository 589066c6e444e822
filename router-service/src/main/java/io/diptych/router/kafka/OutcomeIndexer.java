package io.diptych.router.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Notes where each job's outcome is. The latest record counts, an answer to a repeat too: compaction may leave only
/// that.
final class OutcomeIndexer implements Processor<byte[], byte[], Void, Void> {
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private ProcessorContext<Void, Void> context;
    private OutcomeOffsets offsets;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    OutcomeIndexer() {}

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        offsets = new OutcomeOffsets(context.getStateStore(Operators.OUTCOME_OFFSETS));
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, offsets::forgetOld);
    }

    @Override
    public void process(Record<byte[], byte[]> outcome) {
        if (outcome.key() == null) {
            return;
        }
        String jobId = new String(outcome.key(), StandardCharsets.UTF_8);
        if (outcome.value() == null) {
            offsets.remove(jobId);
        } else {
            context.recordMetadata()
                    .ifPresent(read -> offsets.put(jobId, read.offset(), context.currentSystemTimeMs()));
        }
    }
}
