package io.diptych.router.kafka;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.router.live.Board;
import io.diptych.router.live.LiveState;
import io.diptych.schemas.Topic;
import java.time.InstantSource;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The router as a topology: requests and escalations in; jobs, decisions, outcomes and dead letters
/// out.
///
/// What tenants without a budget ask for is routed where it is read. What those with one ask for takes
/// one hop more: a topic that has all turns of a tenant in one partition.
public final class RouterTopology {
    /// What a partition gets within a commit, compressed, when there is much to do.
    private static final int BATCH_BYTES = 1 << 16;

    private final Desk desk;
    private final LiveState live;
    private final RequestRouting requests;
    private final EscalationRouting escalations;
    private final InstantSource clock;

    /// @param clock stands in for the time of records that have none
    public RouterTopology(
            Desk desk, LiveState live, RequestRouting requests, EscalationRouting escalations, InstantSource clock) {
        this.desk = desk;
        this.live = live;
        this.requests = requests;
        this.escalations = escalations;
        this.clock = clock;
    }

    /// How it is run: under exactly-once v2, committing as [CommitPace] says.
    ///
    /// @param kafka         the cluster
    /// @param applicationId names the group, the stores and the internal topics
    /// @param stateDir      folder of the stores
    /// @param threads       stream threads
    public static Map<String, Object> settings(
            KafkaSettings kafka, String applicationId, String stateDir, int threads) {
        return kafka.streams(
                applicationId,
                stateDir,
                Map.of(
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                        CommitPace.SELDOM.toMillis(),
                        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                        threads,
                        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                        BATCH_BYTES));
    }

    /// The topology, to be run under exactly-once v2.
    public Topology build() {
        Topology topology = new Topology();
        board(topology, "health", desk.topics().health(), live.health());
        board(topology, "policies", desk.topics().policies(), live.policies());
        board(topology, "budgets", desk.topics().budgets(), live.budgets());
        board(topology, "cancellations", desk.topics().cancellations(), live.cancellations());
        Listeners listeners = new Listeners(topology, clock);
        listeners.add(
                Operators.REQUESTS,
                desk.topics().requests(),
                Operators.ROUTE_REQUESTS,
                () -> new RequestListener(desk, live, requests));
        listeners.add(
                Operators.ESCALATIONS,
                desk.topics().escalations(),
                Operators.ROUTE_ESCALATIONS,
                () -> new EscalationListener(desk, live, escalations));
        listeners.add(
                Operators.ENTRIES, desk.topics().costEntries(), Operators.PASS_ENTRIES, () -> new EntryListener(desk));
        TenantRouting tenants = new TenantRouting(requests, escalations, desk.meters());
        listeners.add(
                Operators.TENANTS,
                desk.topics().tenantTurns(),
                Operators.ROUTE_TENANTS,
                () -> new TenantListener(desk, live, tenants));
        topology.addStateStore(store(Operators.SEEN_REQUESTS, SeenRequests.serde()), Operators.ROUTE_REQUESTS);
        topology.addStateStore(store(Operators.SEEN_ATTEMPTS, Serdes.Long()), Operators.ROUTE_ESCALATIONS);
        topology.addStateStore(store(Operators.TENANT_BOOKS, Serdes.ByteArray()), Operators.ROUTE_TENANTS);
        topology.addStateStore(store(Operators.PARKED, Serdes.ByteArray()), Operators.ROUTE_TENANTS);
        return topology;
    }

    /// A board needs no store of its own, Kafka Streams wants one all the same: it stays empty. Since
    /// it is in memory, the topic is read from the beginning at each start, and through the board's
    /// listener.
    private <V extends SpecificRecord> void board(Topology topology, String name, Topic<V> topic, Board<V> board) {
        ProcessorSupplier<byte[], byte[], Void, Void> listener = () -> new BoardListener<>(topic, board, desk);
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(Operators.boardStore(name)),
                                Serdes.ByteArray(),
                                Serdes.ByteArray())
                        .withLoggingDisabled(),
                Operators.boardSource(name),
                Listeners.timeOr(clock),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name(),
                Operators.board(name),
                listener);
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
