package io.diptych.router.kafka;

import io.diptych.schemas.Topic;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/// Puts listeners into a topology: each reads one topic, and writes whatever it decides through a sink of its own.
final class Listeners {
    private static final TopicNameExtractor<byte[], Outgoing> TO_ITS_TOPIC = (_, outgoing, _) -> outgoing.topic();
    private static final Serializer<Outgoing> WRITTEN = (_, outgoing) -> outgoing == null ? null : outgoing.value();

    private final Topology topology;
    private final InstantSource clock;

    /// @param clock stands in for the time of records that have none
    Listeners(Topology topology, InstantSource clock) {
        this.topology = topology;
        this.clock = clock;
    }

    void add(String source, Topic<?> topic, String name, ProcessorSupplier<byte[], byte[], byte[], Outgoing> listener) {
        source(source, topic);
        topology.addProcessor(name, listener, source);
        sink(name);
    }

    void source(String source, Topic<?> topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                source,
                timeOr(clock),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name());
    }

    void sink(String sender) {
        topology.addSink(Operators.sinkOf(sender), TO_ITS_TOPIC, new ByteArraySerializer(), WRITTEN, sender);
    }

    /// A record's own time; the clock's where it has none.
    static TimestampExtractor timeOr(InstantSource clock) {
        return (record, _) -> record.timestamp() < 0 ? clock.millis() : record.timestamp();
    }
}
