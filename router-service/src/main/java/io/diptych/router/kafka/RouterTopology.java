package io.diptych.router.kafka;

import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topics;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The router as a topology: requests and escalations in; jobs, decisions, outcomes and dead letters out.
public final class RouterTopology {
    private static final TopicNameExtractor<byte[], Outgoing> TO_ITS_TOPIC = (_, outgoing, _) -> outgoing.topic();

    private RouterTopology() {}

    /// The topology, to be run under exactly-once v2.
    ///
    /// @param clock stands in for the time of records that have none
    public static Topology build(
            Topics topics,
            EventFormat format,
            RequestRouting requests,
            EscalationRouting escalations,
            RouterMeters meters,
            PlatformMeters platformMeters,
            InstantSource clock) {
        Topology topology = new Topology();
        source(topology, Operators.REQUESTS, topics.requests().name(), clock);
        source(topology, Operators.ESCALATIONS, topics.escalations().name(), clock);
        topology.addProcessor(
                Operators.ROUTE_REQUESTS,
                () -> new RequestListener(topics, format, requests, meters, platformMeters),
                Operators.REQUESTS);
        topology.addProcessor(
                Operators.ROUTE_ESCALATIONS,
                () -> new EscalationListener(topics, format, escalations, meters, platformMeters),
                Operators.ESCALATIONS);
        topology.addStateStore(seen(Operators.SEEN_REQUESTS), Operators.ROUTE_REQUESTS);
        topology.addStateStore(seen(Operators.SEEN_ATTEMPTS), Operators.ROUTE_ESCALATIONS);
        sink(topology, Operators.JOBS);
        sink(topology, Operators.DECISIONS);
        sink(topology, Operators.OUTCOMES);
        sink(topology, Operators.DEAD_LETTERS);
        return topology;
    }

    private static void source(Topology topology, String name, String topic, InstantSource clock) {
        TimestampExtractor time = (record, _) -> record.timestamp() < 0 ? clock.millis() : record.timestamp();
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                time,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    private static void sink(Topology topology, String name) {
        Serializer<Outgoing> value = (_, outgoing) -> outgoing == null ? null : outgoing.value();
        topology.addSink(
                name,
                TO_ITS_TOPIC,
                new ByteArraySerializer(),
                value,
                Operators.ROUTE_REQUESTS,
                Operators.ROUTE_ESCALATIONS);
    }

    private static StoreBuilder<KeyValueStore<String, Long>> seen(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.Long());
    }
}
