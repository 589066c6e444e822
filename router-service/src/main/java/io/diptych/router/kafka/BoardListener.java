package io.diptych.router.kafka;

import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.router.live.Board;
import io.diptych.router.live.RefusedException;
import io.diptych.schemas.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a board as its topic says. Every router reads the whole topic, at its start from the beginning, before it
/// routes
/// anything.
///
/// What cannot be read or makes no sense is passed over, logged and counted; it cannot be dead-lettered, since a reader
/// of
/// a global store has no output, and every router would write the same letter.
final class BoardListener<V extends SpecificRecord> implements Processor<byte[], byte[], Void, Void> {
    private static final Logger log = LoggerFactory.getLogger(BoardListener.class);

    private final Topic<V> topic;
    private final Board<V> board;
    private final Desk desk;

    BoardListener(Topic<V> topic, Board<V> board, Desk desk) {
        this.topic = topic;
        this.board = board;
        this.desk = desk;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            board.forget(new String(record.key(), StandardCharsets.UTF_8));
            return;
        }
        switch (desk.format().decode(topic, record.key(), record.value())) {
            case Readable<V>(var _, var event) -> take(event);
            case Unreadable<V>(var reason) -> refuse(reason);
        }
    }

    private void take(V event) {
        try {
            board.take(event);
        } catch (RefusedException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String reason) {
        desk.meters().refused(topic);
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("error", reason)
                .log("record refused, what was known stays");
    }
}
