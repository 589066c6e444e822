package io.diptych.cost.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/// How far partitions are stored in PostgreSQL. Written in the transaction of what was read, so that everything is
/// stored exactly once, whatever crashes.
public final class ConsumedOffsets {
    private static final String ADVANCE = "insert into consumed_offset (topic, partition, next_offset) values (?, ?, ?)"
            + " on conflict (topic, partition) do update"
            + " set next_offset = greatest(consumed_offset.next_offset, excluded.next_offset)";
    private static final String FIND = "select next_offset from consumed_offset where topic = ? and partition = ?";
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;

    public ConsumedOffsets(DataSource connections) {
        this.jdbc = new JdbcTemplate(connections);
    }

    /// Writes how far partitions are stored; to be called inside the transaction that stores.
    public void advance(Map<TopicPartition, OffsetAndMetadata> offsets) {
        jdbc.batchUpdate(ADVANCE, offsets.entrySet(), BATCH, (row, offset) -> {
            row.setString(1, offset.getKey().topic());
            row.setInt(2, offset.getKey().partition());
            row.setLong(3, offset.getValue().offset());
        });
    }

    /// The offset that a partition is to be read from; null when nothing of it is stored.
    @Nullable
    Long next(TopicPartition partition) {
        return DataAccessUtils.singleResult(
                jdbc.queryForList(FIND, Long.class, partition.topic(), partition.partition()));
    }

    /// Makes a consumer read each partition from where it is stored.
    public ConsumerRebalanceListener seeking(Consumer<byte[], byte[]> consumer) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // What was polled is stored before the next poll, which is where partitions are taken away.
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                for (TopicPartition partition : partitions) {
                    Long next = next(partition);
                    if (next == null) {
                        consumer.seekToBeginning(List.of(partition));
                    } else {
                        consumer.seek(partition, next);
                    }
                }
            }
        };
    }
}
