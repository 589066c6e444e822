package io.diptych.router.kafka;

import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.router.live.Board;
import io.diptych.router.live.RefusedException;
import io.diptych.schemas.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Keeps a board as its topic says. Every router reads the whole topic, at its start from the
/// beginning, before it routes anything.
///
/// What cannot be read or makes no sense is passed over, logged and counted. Nothing that the topic can
/// hold ends the reader: with it every router would end, and again at each start. The reader of a global
/// store has no output, so what cannot be read is dead-lettered elsewhere, see [BoardLetters].
final class BoardListener<V extends SpecificRecord> implements Processor<byte[], byte[], Void, Void> {
    private static final Logger log = LoggerFactory.getLogger(BoardListener.class);

    private final Topic<V> topic;
    private final Board<V> board;
    private final Desk desk;
    private ProcessorContext<Void, Void> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    BoardListener(Topic<V> topic, Board<V> board, Desk desk) {
        this.topic = topic;
        this.board = board;
        this.desk = desk;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            forget(record.key());
            return;
        }
        switch (desk.format().decode(topic, record.key(), record.value())) {
            case Readable<V>(var _, var event) -> take(event);
            case Unreadable<V>(var reason) -> refuse(reason);
        }
    }

    private void forget(byte @Nullable [] key) {
        if (key == null) {
            refuse("the record has neither key nor value");
        } else {
            board.forget(new String(key, StandardCharsets.UTF_8));
        }
    }

    private void take(V event) {
        try {
            board.take(event);
        } catch (RefusedException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            desk.meters().refused(topic);
            where(log.atError()).setCause(e).log("record broke its board, what was known stays");
        }
    }

    private void refuse(String reason) {
        desk.meters().refused(topic);
        where(log.atWarn()).addKeyValue("error", reason).log("record refused, what was known stays");
    }

    private LoggingEventBuilder where(LoggingEventBuilder event) {
        LoggingEventBuilder told = event.addKeyValue("topic", topic.name());
        return context.recordMetadata()
                .map(read -> told.addKeyValue("partition", read.partition()).addKeyValue("offset", read.offset()))
                .orElse(told);
    }
}
