package io.diptych.router.kafka;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading;
import io.diptych.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Writes and reads the values of records. A seam, so that the topology runs where there is no registry.
///
/// A failure that says nothing about the record is thrown: the stream thread dies, nothing is committed, and the record
/// is read
/// again when the workload has started anew.
public interface EventFormat {
    /// The wire form of a value.
    <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value);

    /// Reads a record of the topic, and checks its key.
    <V extends SpecificRecord> Reading<V> decode(Topic<V> topic, byte @Nullable [] key, byte @Nullable [] value);

    /// The format of the platform, with schemas from the registry.
    static EventFormat of(EventCodec codec) {
        return new EventFormat() {
            @Override
            public <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value) {
                return codec.encode(topic, value);
            }

            @Override
            public <V extends SpecificRecord> Reading<V> decode(
                    Topic<V> topic, byte @Nullable [] key, byte @Nullable [] value) {
                return codec.decode(topic, key, value);
            }
        };
    }
}
