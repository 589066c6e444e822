package io.diptych.router.kafka;

import io.diptych.events.RepeatedRequest;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.RepeatHeader;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers repeats with the outcome that there is, written again. A job that has not ended needs no answer: its outcome
/// is
/// still to come.
final class RepeatListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(RepeatListener.class);

    private final Desk desk;
    private final Supplier<OutcomeReader> readers;
    private ProcessorContext<byte[], Outgoing> context;
    private Dispatch dispatch;
    private OutcomeOffsets offsets;
    private OutcomeReader reader;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    RepeatListener(Desk desk, Supplier<OutcomeReader> readers) {
        this.desk = desk;
        this.readers = readers;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        dispatch = desk.dispatch(context);
        offsets = new OutcomeOffsets(context.getStateStore(Operators.OUTCOME_OFFSETS));
        reader = readers.get();
    }

    @Override
    public void close() {
        reader.close();
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        RepeatedRequest repeat = dispatch.read(desk.topics().repeats(), read);
        Long offset = repeat == null ? null : offsets.of(repeat.getJobId());
        if (repeat != null && offset != null) {
            answer(repeat.getJobId(), offset, read.headers());
        }
    }

    private void answer(String jobId, long offset, Headers headers) {
        byte[] key = EventCodec.bytes(jobId);
        int partition = context.taskId().partition();
        ConsumerRecord<byte[], byte[]> outcome = reader.read(partition, offset);
        boolean found = outcome != null && outcome.value() != null && Arrays.equals(key, outcome.key());
        desk.meters().answered(found);
        if (outcome != null && found) {
            dispatch.forward(key, desk.topics().outcomes().name(), outcome.value(), RepeatHeader.addedTo(headers));
        } else {
            log.atWarn()
                    .addKeyValue("jobId", jobId)
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", offset)
                    .log("outcome of a repeated request could not be read back");
        }
    }
}
