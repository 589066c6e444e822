package io.diptych.router.kafka;

import io.diptych.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Dead-letters what a board's topic has that cannot be read. Every router keeps the board, and each
/// would write the same letter; of those who read as a group one has each partition, so each is written
/// once.
///
/// Not for `cost.budgets`: accounting's dashboard, which is another such group, dead-letters what it
/// cannot read.
final class BoardLetters<V extends SpecificRecord> implements Processor<byte[], byte[], byte[], Outgoing> {
    private final Topic<V> topic;
    private final Desk desk;
    private Dispatch dispatch;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    BoardLetters(Topic<V> topic, Desk desk) {
        this.topic = topic;
        this.desk = desk;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        dispatch = desk.dispatch(context);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        if (read.value() != null) {
            dispatch.read(topic, read);
        }
    }
}
