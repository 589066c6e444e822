package io.diptych.cost.kafka;

import static io.diptych.platform.kafka.EventCodec.bytes;

import io.diptych.cost.budget.Budgets;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.RollupRetention;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CostAlert;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
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
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.DslStoreSuppliers;
import org.jspecify.annotations.Nullable;

/// Cost accounting as a topology: results, settlements, outcomes and escalations in; postings, rollups, budgets, alerts
/// and dead letters out.
public final class CostTopology {
    private final Topics topics;
    private final EventFormat format;
    private final Postings postings;
    private final Budgets budgets;
    private final RollupRetention retention;
    private final CostMeters meters;
    private final InstantSource clock;
    private final CostStores stores;

    /// @param clock stands in for the time of records that have none
    public CostTopology(
            Topics topics,
            EventFormat format,
            Postings postings,
            Budgets budgets,
            RollupRetention retention,
            CostMeters meters,
            InstantSource clock) {
        this(
                topics,
                format,
                postings,
                budgets,
                retention,
                meters,
                clock,
                new BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers());
    }

    CostTopology(
            Topics topics,
            EventFormat format,
            Postings postings,
            Budgets budgets,
            RollupRetention retention,
            CostMeters meters,
            InstantSource clock,
            DslStoreSuppliers stores) {
        this.topics = topics;
        this.format = format;
        this.postings = postings;
        this.budgets = budgets;
        this.retention = retention;
        this.meters = meters;
        this.clock = clock;
        this.stores = new CostStores(stores);
    }

    /// The topology.
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        stores.addLedger(builder);
        KStream<byte[], Posted> posted = listen(
                        builder,
                        Operators.RESULTS,
                        Operators.POST,
                        topics.results(),
                        () -> new ResultListener(topics.results(), format, postings, meters),
                        Operators.SEEN,
                        Operators.BALANCES)
                .merge(listen(
                        builder,
                        Operators.SETTLEMENTS,
                        Operators.SETTLE,
                        topics.settlements(),
                        () -> new SettlementListener(topics.settlements(), format, postings, meters),
                        Operators.SEEN,
                        Operators.BALANCES))
                .merge(listen(
                        builder,
                        Operators.OUTCOMES,
                        Operators.ACCEPT,
                        topics.outcomes(),
                        () -> new OutcomeListener(topics.outcomes(), format, meters),
                        Operators.SEEN,
                        Operators.BALANCES))
                .merge(listen(
                        builder,
                        Operators.ESCALATIONS,
                        Operators.ESCALATE,
                        topics.escalations(),
                        () -> new EscalationListener(topics.escalations(), format, meters),
                        Operators.SEEN));
        KStream<byte[], CostEntry> entries = posted.flatMapValues(CostTopology::entryOf, Named.as(Operators.POSTED));
        write(entries, topics.costEntries(), Operators.TO_ENTRY, Operators.ENTRIES);
        write(
                posted.flatMapValues(CostTopology::alertOf, Named.as("pick-" + Operators.ALERTS)),
                topics.costAlerts(),
                Operators.TO_ALERT,
                Operators.ALERTS);
        rollups(builder, posted);
        shifts(builder, posted);
        budgets(builder, entries);
        return builder.build();
    }

    private <V extends SpecificRecord> KStream<byte[], Posted> listen(
            StreamsBuilder builder,
            String source,
            String operator,
            Topic<V> topic,
            ProcessorSupplier<byte[], byte[], byte[], Posted> listener,
            String... stores) {
        TimestampExtractor time = (record, _) -> record.timestamp() < 0 ? clock.millis() : record.timestamp();
        KStream<byte[], Posted> posted = builder.stream(
                        topic.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName(source)
                                .withTimestampExtractor(time)
                                .withOffsetResetPolicy(AutoOffsetReset.earliest()))
                .process(listener, Named.as(operator), stores);
        posted.flatMapValues(CostTopology::deadOf, Named.as(Operators.UNREADABLE + "-" + source))
                .to(
                        topic.deadLetters(),
                        Produced.<byte[], Bytes>as(Operators.DEAD_LETTERS + "-" + source)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.Bytes()));
        return posted;
    }

    private void rollups(StreamsBuilder builder, KStream<byte[], Posted> posted) {
        Serde<CostRollup> rollups = format.serde(topics.costRollups());
        stores.addRollups(builder, rollups);
        posted.flatMapValues(CostTopology::deltaOf, Named.as("pick-" + Operators.DELTAS))
                .map((_, delta) -> KeyValue.pair(dimensions(delta), delta), Named.as(Operators.TO_DELTAS))
                .repartition(Repartitioned.<String, CostRollup>as(Operators.DELTAS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(rollups)
                        .withNumberOfPartitions(topics.costRollups().partitions()))
                .process(
                        () -> new RollupAdder(topics.costRollups(), retention, meters),
                        Named.as(Operators.ADD),
                        Operators.SUMS,
                        Operators.UNSENT)
                .to(
                        topics.costRollups().name(),
                        Produced.<String, CostRollup>as(Operators.ROLLUPS_OUT)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(rollups));
    }

    /// The key without its window, so that all windows of the same dimensions are summed in the same task.
    private String dimensions(CostRollup delta) {
        String key = topics.costRollups().keyOf(delta);
        return key.substring(0, key.lastIndexOf(delta.getWindow()));
    }

    private void shifts(StreamsBuilder builder, KStream<byte[], Posted> posted) {
        stores.addSeries(builder);
        KStream<String, CostAlert> alerts = posted.flatMap(
                        (_, event) -> event instanceof Posted.Seen(var seen)
                                ? List.of(KeyValue.pair(ShiftWatch.key(seen), seen.value()))
                                : List.<KeyValue<String, String>>of(),
                        Named.as("pick-" + Operators.OBSERVATIONS))
                .repartition(Repartitioned.<String, String>as(Operators.OBSERVATIONS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String())
                        .withNumberOfPartitions(1))
                .process(ShiftWatch::new, Named.as(Operators.WATCH), Operators.SERIES);
        write(alerts, topics.costAlerts(), Operators.TO_SHIFT_ALERT, Operators.SHIFT_ALERTS);
    }

    /// Everything about budgets happens in one task, so that a budget has one standing. Where none is defined the task
    /// reads no postings, and takes back those that were.
    private void budgets(StreamsBuilder builder, KStream<byte[], CostEntry> entries) {
        stores.addBudgets(builder);
        KStream<String, @Nullable SpecificRecord> said = entries.filter(
                        (_, _) -> !budgets.all().isEmpty(), Named.as(Operators.BUDGETED))
                .map((_, entry) -> KeyValue.pair(entry.getTenant(), entry), Named.as(Operators.BY_TENANT))
                .repartition(Repartitioned.<String, CostEntry>as(Operators.TO_BUDGETS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(format.serde(topics.costEntries()))
                        .withNumberOfPartitions(1))
                .process(
                        () -> new BudgetKeeper(budgets, topics.budgets()),
                        Named.as(Operators.KEEP),
                        Operators.SPENDING,
                        Operators.CROSSINGS);
        write(
                said.flatMapValues(
                        value -> value instanceof BudgetStatus status ? List.of(status) : List.<BudgetStatus>of(),
                        Named.as("pick-" + Operators.STATUSES)),
                topics.budgets(),
                Operators.TO_STATUS,
                Operators.STATUSES);
        said.filter((_, value) -> value == null, Named.as("pick-" + Operators.WITHDRAWN))
                .map(
                        (key, _) -> KeyValue.<byte[], byte @Nullable []>pair(bytes(key), null),
                        Named.as(Operators.TO_WITHDRAWN))
                .to(
                        topics.budgets().name(),
                        Produced.<byte[], byte @Nullable []>as(Operators.WITHDRAWN)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray()));
        write(
                said.flatMapValues(
                        value -> value instanceof CostAlert alert ? List.of(alert) : List.<CostAlert>of(),
                        Named.as("pick-" + Operators.BUDGET_ALERTS)),
                topics.costAlerts(),
                Operators.TO_BUDGET_ALERT,
                Operators.BUDGET_ALERTS);
    }

    private <V extends SpecificRecord> void write(KStream<?, V> values, Topic<V> topic, String encode, String sink) {
        values.map(
                        (_, value) -> KeyValue.pair(bytes(topic.keyOf(value)), format.encode(topic, value)),
                        Named.as(encode))
                .to(
                        topic.name(),
                        Produced.<byte[], byte[]>as(sink)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray()));
    }

    private static List<CostEntry> entryOf(Posted posted) {
        return posted instanceof Posted.Entry(var entry) ? List.of(entry) : List.of();
    }

    private static List<CostRollup> deltaOf(Posted posted) {
        return posted instanceof Posted.Delta(var delta) ? List.of(delta) : List.of();
    }

    private static List<CostAlert> alertOf(Posted posted) {
        return posted instanceof Posted.Alert(var alert) ? List.of(alert) : List.of();
    }

    private static List<@Nullable Bytes> deadOf(Posted posted) {
        return posted instanceof Posted.Dead(var value) ? Collections.singletonList(value) : List.of();
    }
}
