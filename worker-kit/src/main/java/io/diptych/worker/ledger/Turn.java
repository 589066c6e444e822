package io.diptych.worker.ledger;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What one transaction writes.
///
/// @param records   to append
/// @param offsets   to commit for the group; a member that has lost one of these partitions is refused
/// @param group     the member; may be null where there are no offsets
/// @param stillTrue asked when the records are in the log, just before the commit; false aborts
public record Turn(
        List<ProducerRecord<byte[], byte[]>> records,
        Map<TopicPartition, OffsetAndMetadata> offsets,
        @Nullable ConsumerGroupMetadata group,
        BooleanSupplier stillTrue) {

    public Turn {
        records = List.copyOf(records);
        offsets = Map.copyOf(offsets);
        if (group == null && !offsets.isEmpty()) {
            throw new IllegalArgumentException("turn has offsets " + offsets + " and no group, must have both");
        }
    }

    /// A turn that moves no offsets and that nothing can make untrue.
    public static Turn of(List<ProducerRecord<byte[], byte[]>> records) {
        return new Turn(records, Map.of(), null, () -> true);
    }
}
