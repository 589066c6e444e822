package io.diptych.cost.kafka;

import io.diptych.cost.rollup.Dimensions;
import io.diptych.cost.rollup.Measures;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.schemas.Topic;
import org.apache.kafka.streams.processor.api.Record;

/// Counts each image that was delivered, for the attempt that made it.
final class OutcomeListener extends Listener<JobOutcome> {
    OutcomeListener(Topic<JobOutcome> outcomes, EventFormat format, CostMeters meters) {
        super(outcomes, format, meters);
    }

    @Override
    void take(Record<byte[], byte[]> record, JobOutcome outcome) {
        if (outcome.getStatus() == OutcomeStatus.DELIVERED && firstTime("outcome/" + outcome.getJobId())) {
            Dimensions.of(outcome)
                    .ifPresent(dimensions ->
                            count(record, Measures.DELIVERED, dimensions, moment(outcome.getOccurredAt(), record)));
        }
    }
}
