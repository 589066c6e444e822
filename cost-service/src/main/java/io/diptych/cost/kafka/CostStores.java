package io.diptych.cost.kafka;

import io.diptych.events.CostRollup;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.state.DslKeyValueParams;
import org.apache.kafka.streams.state.DslStoreSuppliers;
import org.apache.kafka.streams.state.DslWindowParams;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/// The topology's stores.
///
/// @param suppliers where they keep what they know, which is on disk unless a test says otherwise
record CostStores(DslStoreSuppliers suppliers) {

    /// Adds those of postings and facts.
    void addLedger(StreamsBuilder builder) {
        builder.addStateStore(window(Operators.SEEN, SeenFacts.MEMORY));
        builder.addStateStore(window(Operators.BALANCES, AttemptBalances.MEMORY));
    }

    /// Adds those of sums.
    void addRollups(StreamsBuilder builder, Serde<CostRollup> rollups) {
        builder.addStateStore(unsent());
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        suppliers.keyValueStore(new DslKeyValueParams(Operators.SUMS, false)), Serdes.String(), rollups)
                .withCachingEnabled());
    }

    private StoreBuilder<?> unsent() {
        return Stores.keyValueStoreBuilder(
                        suppliers.keyValueStore(new DslKeyValueParams(Operators.UNSENT, false)),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingEnabled();
    }

    /// Adds that of what is watched for shifts.
    void addSeries(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        suppliers.keyValueStore(new DslKeyValueParams(Operators.SERIES, false)),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingEnabled());
    }

    /// Adds those of budgets.
    void addBudgets(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        suppliers.keyValueStore(new DslKeyValueParams(Operators.SPENDING, false)),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingEnabled());
        builder.addStateStore(Stores.keyValueStoreBuilder(
                suppliers.keyValueStore(new DslKeyValueParams(Operators.CROSSINGS, false)),
                Serdes.String(),
                Serdes.ByteArray()));
    }

    /// It drops what is old by itself, a segment at a time.
    private StoreBuilder<WindowStore<String, byte[]>> window(String name, Duration memory) {
        return Stores.windowStoreBuilder(
                        suppliers.windowStore(new DslWindowParams(
                                name,
                                memory,
                                Duration.ofMillis(1),
                                false,
                                EmitStrategy.onWindowUpdate(),
                                false,
                                false)),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }
}
