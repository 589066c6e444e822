package io.diptych.router.kafka;

import io.diptych.events.CostEntry;
import io.diptych.events.TenantTurn;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Reads the ledger's postings and passes each on to its tenant's money. Those of tenants without a budget too: what
/// they
/// spent counts in the period in which they get one.
final class EntryListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private final Desk desk;
    private ProcessorContext<byte[], Outgoing> context;
    private Dispatch dispatch;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    EntryListener(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        dispatch = desk.dispatch(context);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        CostEntry entry = dispatch.read(desk.topics().costEntries(), read);
        if (entry != null) {
            TenantTurn turn = TenantTurn.newBuilder()
                    .setTenant(entry.getTenant())
                    .setEntry(entry)
                    .setReadAt(Instant.ofEpochMilli(read.timestamp()))
                    .setOccurredAt(Instant.ofEpochMilli(context.currentSystemTimeMs()))
                    .build();
            dispatch.send(desk.topics().tenantTurns(), turn, read.headers());
        }
    }
}
