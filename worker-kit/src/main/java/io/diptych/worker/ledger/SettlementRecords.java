package io.diptych.worker.ledger;

import io.diptych.worker.WorkerParts;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.Settlement;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Writes claims and settlements as records, each on the partition number of its job.
public final class SettlementRecords {
    private final String model;
    private final WorkerParts parts;

    /// @param model catalogue id
    public SettlementRecords(String model, WorkerParts parts) {
        this.model = model;
        this.parts = parts;
    }

    /// The record of a claim.
    public ProducerRecord<byte[], byte[]> of(Claim claim) {
        return parts.codec().record(parts.topics().attempts(model), claim.partition(), claim.record(), claim.headers());
    }

    /// The records of a settlement: the attempt's last one and the job's result.
    public List<ProducerRecord<byte[], byte[]>> of(Settlement settlement) {
        Claim claim = settlement.claim();
        return List.of(
                parts.codec()
                        .record(
                                parts.topics().attempts(model),
                                claim.partition(),
                                settlement.record(parts.clock().instant()),
                                claim.headers()),
                parts.codec().record(parts.topics().results(), settlement.result(), claim.headers()));
    }
}
