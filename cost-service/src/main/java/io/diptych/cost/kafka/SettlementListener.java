package io.diptych.cost.kafka;

import io.diptych.cost.balance.AttemptBalance;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.Dimensions;
import io.diptych.cost.rollup.Facts;
import io.diptych.events.CostEntry;
import io.diptych.events.Settlement;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.schemas.Topic;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Posts what invoices change of attempts' balances.
final class SettlementListener extends Listener<Settlement> {
    private final Postings postings;
    private AttemptBalances balances;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    SettlementListener(Topic<Settlement> settlements, EventFormat format, Postings postings, CostMeters meters) {
        super(settlements, format, meters);
        this.postings = postings;
    }

    @Override
    public void init(ProcessorContext<byte[], Posted> context) {
        super.init(context);
        balances = new AttemptBalances(context.getStateStore(Operators.BALANCES));
    }

    @Override
    void take(Record<byte[], byte[]> record, Settlement settlement) {
        AttemptBalance found = balances.find(settlement.getAttemptId(), now());
        AttemptBalance before = found == null
                ? AttemptBalance.of(
                        settlement.getBalance(), settlement.getTemplate().getOccurredAt())
                : found;
        Postings.Step step = postings.of(settlement, before);
        if (step.balance().equals(before)) {
            meters.repeated();
            return;
        }
        balances.put(settlement.getAttemptId(), step.balance(), now());
        for (CostEntry entry : step.entries()) {
            meters.posted(entry);
            send(record, new Posted.Entry(entry));
            Instant at = entry.getOccurredAt();
            count(record, Facts.of(entry), Dimensions.of(entry), at);
        }
    }
}
