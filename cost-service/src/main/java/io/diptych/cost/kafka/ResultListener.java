package io.diptych.cost.kafka;

import io.diptych.cost.anomaly.Observation;
import io.diptych.cost.balance.AttemptBalance;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.rollup.Dimensions;
import io.diptych.cost.rollup.Facts;
import io.diptych.cost.rollup.Measures;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Posts what each result adds to its attempt's balance.
final class ResultListener extends Listener<GenerationResult> {
    private final Postings postings;
    private AttemptBalances balances;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    ResultListener(Topic<GenerationResult> results, EventFormat format, Postings postings, CostMeters meters) {
        super(results, format, meters);
        this.postings = postings;
    }

    @Override
    public void init(ProcessorContext<byte[], Posted> context) {
        super.init(context);
        balances = new AttemptBalances(context.getStateStore(Operators.BALANCES));
    }

    @Override
    void take(Record<byte[], byte[]> record, GenerationResult result) {
        Instant at = moment(result.getOccurredAt(), record);
        AttemptBalance found = balances.find(result.getAttemptId(), now());
        AttemptBalance before = found == null ? AttemptBalance.NEW : found;
        Postings.Step step = postings.of(result, before, at);
        if (!step.balance().equals(before)) {
            balances.put(result.getAttemptId(), step.balance(), now());
        }
        List<Measures> facts = new ArrayList<>();
        if (firstTime("result/" + result.getAttemptId())) {
            facts.add(Facts.of(result));
            Observation.of(result).forEach(seen -> send(record, new Posted.Seen(seen)));
        } else if (step.entries().isEmpty()) {
            meters.repeated();
        }
        for (CostEntry entry : step.entries()) {
            meters.posted(entry);
            send(record, new Posted.Entry(entry));
            facts.add(Facts.of(entry));
            UnknownPrices.alert(entry, now())
                    .filter(alert -> firstTime(alert.getAlertId()))
                    .ifPresent(alert -> send(record, new Posted.Alert(alert)));
        }
        if (!facts.isEmpty()) {
            Instant since = step.balance().since();
            count(
                    record,
                    facts.stream().reduce(Measures.ZERO, Measures::plus),
                    Dimensions.of(result),
                    since == null ? at : since);
        }
    }
}
