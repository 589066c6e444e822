package io.diptych.cost.kafka;

import static io.diptych.platform.kafka.EventCodec.bytes;

import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.RollupRetention;
import io.diptych.cost.rollup.Rollups;
import io.diptych.cost.rollup.Window;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.schemas.Topics;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// Cost accounting as a topology: results in; postings, rollups and dead letters out.
public final class CostTopology {
    private final Topics topics;
    private final EventFormat format;
    private final Postings postings;
    private final RollupRetention retention;
    private final CostMeters meters;
    private final InstantSource clock;

    /// @param clock tells when a sum was made, and stands in for the time of records that have none
    public CostTopology(
            Topics topics,
            EventFormat format,
            Postings postings,
            RollupRetention retention,
            CostMeters meters,
            InstantSource clock) {
        this.topics = topics;
        this.format = format;
        this.postings = postings;
        this.retention = retention;
        this.meters = meters;
        this.clock = clock;
    }

    /// The topology.
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(SeenEntries.store());
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Operators.SUMS), Serdes.String(), format.serde(topics.costRollups())));
        KStream<byte[], Posted> posted = results(builder)
                .process(
                        () -> new ResultListener(topics.results(), format, postings, meters),
                        Named.as(Operators.POST),
                        Operators.SEEN);
        deadLetters(posted);
        KStream<byte[], CostEntry> entries = posted.flatMapValues(CostTopology::entryOf, Named.as(Operators.POSTED));
        entries.map(this::written, Named.as(Operators.TO_ENTRY))
                .to(
                        topics.costEntries().name(),
                        Produced.<byte[], byte[]>as(Operators.ENTRIES)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray()));
        rollups(entries);
        return builder.build();
    }

    private KStream<byte[], byte[]> results(StreamsBuilder builder) {
        TimestampExtractor time = (record, _) -> record.timestamp() < 0 ? clock.millis() : record.timestamp();
        return builder.stream(
                topics.results().name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withName(Operators.RESULTS)
                        .withTimestampExtractor(time)
                        .withOffsetResetPolicy(AutoOffsetReset.earliest()));
    }

    private void deadLetters(KStream<byte[], Posted> posted) {
        posted.flatMapValues(CostTopology::deadOf, Named.as(Operators.UNREADABLE))
                .to(
                        topics.results().deadLetters(),
                        Produced.<byte[], Bytes>as(Operators.DEAD_LETTERS)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.Bytes()));
    }

    private void rollups(KStream<byte[], CostEntry> entries) {
        Serde<CostRollup> rollups = format.serde(topics.costRollups());
        entries.flatMap((_, entry) -> deltas(entry), Named.as(Operators.TO_DELTAS))
                .repartition(Repartitioned.<String, CostRollup>as(Operators.DELTAS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(rollups)
                        .withNumberOfPartitions(topics.costRollups().partitions()))
                .process(() -> new RollupAdder(retention, meters), Named.as(Operators.ADD), Operators.SUMS)
                .to(
                        topics.costRollups().name(),
                        Produced.<String, CostRollup>as(Operators.ROLLUPS_OUT)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(rollups));
    }

    private static List<CostEntry> entryOf(Posted posted) {
        return switch (posted) {
            case Posted.Entry(var entry) -> List.of(entry);
            case Posted.Dead _ -> List.of();
        };
    }

    private static List<@Nullable Bytes> deadOf(Posted posted) {
        return switch (posted) {
            case Posted.Entry _ -> List.of();
            case Posted.Dead(var value) -> Collections.singletonList(value);
        };
    }

    private KeyValue<byte[], byte[]> written(byte[] jobId, CostEntry entry) {
        return KeyValue.pair(bytes(topics.costEntries().keyOf(entry)), format.encode(topics.costEntries(), entry));
    }

    private List<KeyValue<String, CostRollup>> deltas(CostEntry entry) {
        return Arrays.stream(Window.values())
                .map(window -> Rollups.delta(entry, window, clock.instant()))
                .map(delta -> KeyValue.pair(topics.costRollups().keyOf(delta), delta))
                .toList();
    }
}
