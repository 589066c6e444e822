package io.diptych.cost.kafka;

import io.diptych.cost.anomaly.Observation;
import io.diptych.cost.rollup.Dimensions;
import io.diptych.cost.rollup.Measures;
import io.diptych.events.Escalation;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.schemas.Topic;
import org.apache.kafka.streams.processor.api.Record;

/// Counts each demand for another attempt, for the attempt that fell short.
final class EscalationListener extends Listener<Escalation> {
    EscalationListener(Topic<Escalation> escalations, EventFormat format, CostMeters meters) {
        super(escalations, format, meters);
    }

    @Override
    void take(Record<byte[], byte[]> record, Escalation escalation) {
        if (firstTime("escalation/" + escalation.getAttemptId())) {
            send(record, new Posted.Seen(Observation.of(escalation)));
            count(record, Measures.ESCALATED, Dimensions.of(escalation), moment(escalation.getOccurredAt(), record));
        }
    }
}
