package io.diptych.worker.ledger;

import io.diptych.platform.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// Asks how far partitions are written. Nobody waits until the answer is needed.
public final class HighWatermarks implements AutoCloseable {
    private final Admin admin;

    public HighWatermarks(KafkaSettings kafka) {
        this.admin = Admin.create(kafka.admin());
    }

    /// The offset after the last record of a partition, open transactions included. A consumer that sees committed
    /// records only reaches it when every transaction that was open has ended.
    public Future<Long> of(TopicPartition partition) {
        return asked(partition, IsolationLevel.READ_UNCOMMITTED);
    }

    /// The offset up to which a consumer that sees committed records only can read now.
    public Future<Long> ofCommitted(TopicPartition partition) {
        return asked(partition, IsolationLevel.READ_COMMITTED);
    }

    private Future<Long> asked(TopicPartition partition, IsolationLevel isolation) {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(partition)
                .thenApply(ListOffsetsResultInfo::offset);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
