package io.diptych.standalone.replay;

import io.diptych.schemas.Topic;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/// What the topics remember. A seam, so that a replay can be tested without a broker.
public interface Recording {
    /// A value and when it was written.
    record Recorded<V>(V value, Instant at) {}

    /// Hands over every readable record of the topic, in each partition's order.
    ///
    /// @param from records before it are left out
    /// @return how many records could not be read
    <V extends SpecificRecord> long read(Topic<V> topic, Instant from, Consumer<Recorded<V>> to);
}
