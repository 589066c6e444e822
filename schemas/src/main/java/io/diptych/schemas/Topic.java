package io.diptych.schemas;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/// One topic of the contract.
///
/// @param name       name on the broker, prefix included
/// @param valueType  generated class of its values
/// @param keyName    what the key is, for messages
/// @param key        reads the key that a value must travel under
/// @param partitions number of partitions on a production cluster
/// @param retention  how long a deleted record is kept at least
/// @param cleanup    what happens to old records
/// @param writtenBy  who writes to it
/// @param readBy     who reads it
/// @param <V>        type of its values
public record Topic<V extends SpecificRecord>(
        String name,
        Class<V> valueType,
        String keyName,
        Function<V, String> key,
        int partitions,
        Duration retention,
        Cleanup cleanup,
        List<String> writtenBy,
        List<String> readBy) {

    public Topic {
        if (name.isBlank()) {
            throw new IllegalArgumentException("topic name must not be blank");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "partitions of topic " + name + " are " + partitions + ", must be 1 or more");
        }
        writtenBy = List.copyOf(writtenBy);
        readBy = List.copyOf(readBy);
    }

    /// Subject of the values in the schema registry.
    public String subject() {
        return name + "-value";
    }

    /// Topic for records of this one that cannot be read.
    public String deadLetters() {
        return name + ".dlt";
    }

    /// The key that a value must travel under.
    public String keyOf(V value) {
        return key.apply(value);
    }
}
