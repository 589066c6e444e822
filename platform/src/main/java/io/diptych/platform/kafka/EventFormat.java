package io.diptych.platform.kafka;

import io.diptych.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/// Writes and reads the values of records. A seam, so that a topology can be tested where there is no registry.
public interface EventFormat {
    /// The wire form of a value.
    ///
    /// @throws RegistryUnavailableException when the registry does not answer or does not know the schema yet
    /// @throws IllegalArgumentException     when the value is not as its schema says, for example lacks a field
    <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value);

    /// Reads a record of the topic, and checks its key.
    ///
    /// @throws RegistryUnavailableException when the registry does not answer
    <V extends SpecificRecord> Reading<V> decode(Topic<V> topic, byte @Nullable [] key, byte @Nullable [] value);

    /// Serde of a topic's values for Kafka Streams' own stores and internal topics, where every record is ours.
    <V extends SpecificRecord> Serde<V> serde(Topic<V> topic);
}
