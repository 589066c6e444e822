package io.diptych.cost.kafka;

import io.diptych.cost.anomaly.Observation;
import io.diptych.cost.balance.AttemptBalance;
import io.diptych.cost.rollup.Dimensions;
import io.diptych.cost.rollup.Measures;
import io.diptych.events.AttemptSummary;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.RepeatHeader;
import io.diptych.schemas.Topic;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Counts each image that was delivered, for the attempt that made it, and what was saved where a
/// repeat of its request was answered with it instead of buying it again.
final class OutcomeListener extends Listener<JobOutcome> {
    private AttemptBalances balances;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    OutcomeListener(Topic<JobOutcome> outcomes, EventFormat format, CostMeters meters) {
        super(outcomes, format, meters);
    }

    @Override
    public void init(ProcessorContext<byte[], Posted> context) {
        super.init(context);
        balances = new AttemptBalances(context.getStateStore(Operators.BALANCES));
    }

    @Override
    void take(Record<byte[], byte[]> record, JobOutcome outcome) {
        if (outcome.getStatus() != OutcomeStatus.DELIVERED) {
            return;
        }
        if (firstTime("outcome/" + outcome.getJobId())) {
            Observation.of(outcome, cost(outcome)).forEach(seen -> send(record, new Posted.Seen(seen)));
            Dimensions.of(outcome)
                    .ifPresent(dimensions ->
                            count(record, Measures.DELIVERED, dimensions, moment(outcome.getOccurredAt(), record)));
        } else if (RepeatHeader.isIn(record.headers()) && firstTime("repeat/" + outcome.getJobId() + place())) {
            Dimensions.of(outcome)
                    .ifPresent(dimensions -> count(
                            record,
                            Measures.saved(cost(outcome)),
                            dimensions,
                            Instant.ofEpochMilli(record.timestamp())));
        }
    }

    /// Every answer is a record of its own.
    private String place() {
        return context()
                .recordMetadata()
                .map(read -> "/" + read.partition() + "/" + read.offset())
                .orElse("");
    }

    // What its attempts cost as far as their results were read, which is before their outcome nearly always.
    private long cost(JobOutcome outcome) {
        long micros = 0;
        for (AttemptSummary attempt : outcome.getAttempts()) {
            AttemptBalance balance = balances.find(attempt.getAttemptId(), now());
            micros += balance == null ? 0 : balance.total();
        }
        return micros;
    }
}
