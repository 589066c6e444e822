package io.diptych.worker.pump;

import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.ledger.SettlementRecords;
import io.diptych.worker.ledger.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a turn of the pump as records and offsets, and counts it once it is there.
final class TurnRecords {
    private static final Logger log = LoggerFactory.getLogger(TurnRecords.class);

    private final WorkerIdentity identity;
    private final WorkerParts parts;
    private final SettlementRecords settlements;

    TurnRecords(WorkerIdentity identity, WorkerParts parts) {
        this.identity = identity;
        this.parts = parts;
        this.settlements = new SettlementRecords(identity.model(), parts);
    }

    /// The turn that settles these attempts and writes what was taken.
    ///
    /// @param stillTrue whether it may be committed
    Turn turn(List<Ended> ended, JobIntake.Taken taken, PumpConsumer consumer, BooleanSupplier stillTrue) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int partition : taken.partitions()) {
            Map.Entry<TopicPartition, OffsetAndMetadata> standing = consumer.standing(partition);
            offsets.put(standing.getKey(), standing.getValue());
        }
        for (Ended end : ended) {
            records.addAll(settlements.of(end.settlement()));
            Assignment.Tenure tenure = end.tenure();
            if (tenure != null) {
                // Only the partition's owner may settle an orphan: the broker refuses this offset from anybody else.
                Map.Entry<TopicPartition, OffsetAndMetadata> standing = consumer.standing(tenure.partition());
                offsets.putIfAbsent(standing.getKey(), standing.getValue());
            }
        }
        records.addAll(taken.records());
        return new Turn(records, offsets, offsets.isEmpty() ? null : consumer.member(), stillTrue);
    }

    void count(List<Ended> ended, JobIntake.Taken taken) {
        parts.meters().claimed(identity.model(), taken.claims().size());
        ended.forEach(end -> count(end.settlement()));
        for (Settlement settlement : taken.settled()) {
            count(settlement);
            Receipt.Problem problem = settlement.receipt().problem();
            if (problem != null) {
                parts.meters().unbought(identity.model(), problem.code().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private void count(Settlement settlement) {
        parts.meters().settled(identity.model(), settlement.status());
        log.atInfo()
                .addKeyValue("jobId", settlement.claim().job().getJobId())
                .addKeyValue("attempt", settlement.attemptId())
                .addKeyValue("model", identity.model())
                .addKeyValue("status", settlement.status())
                .log("attempt settled");
    }
}
