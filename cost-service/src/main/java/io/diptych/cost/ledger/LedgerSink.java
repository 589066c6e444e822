package io.diptych.cost.ledger;

import io.diptych.cost.kafka.CostMeters;
import io.diptych.events.CostEntry;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Polling;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Copies `cost.entries` to PostgreSQL. The offsets are stored with the postings, and reading goes on from there:
/// what is in the table is exactly what was read, whatever crashes. The group's own offsets only show how far it
/// is.
public final class LedgerSink implements Workload {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_AT_ONCE = 10_000;
    private static final String CURRENCY = "USD";
    private static final String SERVICE = "cost-service";

    private final KafkaSettings kafka;
    private final String groupId;
    private final Topic<CostEntry> entries;
    private final EventFormat format;
    private final LedgerDatabase database;
    private final ConsumedOffsets offsets;
    private final LedgerTable table;
    private final CostMeters meters;
    private final PlatformMeters platform;

    public LedgerSink(
            KafkaSettings kafka,
            String groupId,
            Topic<CostEntry> entries,
            EventFormat format,
            LedgerDatabase database,
            CostMeters meters,
            PlatformMeters platform) {
        this.kafka = kafka;
        this.groupId = groupId;
        this.entries = entries;
        this.format = format;
        this.database = database;
        this.offsets = new ConsumedOffsets(database.connections());
        this.table = new LedgerTable(database.connections());
        this.meters = meters;
        this.platform = platform;
    }

    @Override
    public String name() {
        return "cost.ledger";
    }

    @Override
    public void provision(Provisioning provisioning) {
        database.migrate();
    }

    @Override
    public void run(StopSignal stop) throws ExecutionException, InterruptedException, MissingPrerequisiteException {
        Map<String, Object> reading = kafka.consumer(groupId);
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer(groupId));
                PlatformMeters.Watch _ = platform.watch(consumer);
                PlatformMeters.Watch _ = platform.watch(producer)) {
            Polling polling = new Polling(consumer);
            consumer.subscribe(List.of(entries.name()), offsets.seeking(consumer));
            while (!stop.isStopped()) {
                ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
                if (!records.isEmpty()) {
                    store(records, producer);
                    consumer.commitAsync(records.nextOffsets(), null);
                }
            }
        }
    }

    private void store(ConsumerRecords<byte[], byte[]> records, Producer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        List<CostEntry> readable = new ArrayList<>(records.count());
        List<Future<RecordMetadata>> buried = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (format.decode(entries, record.key(), record.value())) {
                case Readable<CostEntry>(var _, var entry)
                when CURRENCY.equals(entry.getCurrency()) -> readable.add(entry);
                case Readable<CostEntry>(var _, var entry) ->
                    buried.add(bury(record, producer, "currency is '" + entry.getCurrency() + "', must be USD"));
                case Unreadable<CostEntry>(var reason) -> buried.add(bury(record, producer, reason));
            }
        }
        for (Future<RecordMetadata> letter : buried) {
            letter.get();
        }
        table.store(readable, records.nextOffsets());
        meters.stored(readable.size());
    }

    private Future<RecordMetadata> bury(
            ConsumerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer, String reason) {
        meters.unreadable(entries, record.partition(), record.offset(), reason);
        return producer.send(DeadLetters.of(entries, record, reason, SERVICE));
    }
}
