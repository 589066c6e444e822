package io.diptych.router.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Reads an outcome back from its topic. A seam, so that the topology runs where there is no broker.
public interface OutcomeReader extends AutoCloseable {
    /// The record at that offset, or the first one after it; null where none comes in time.
    @Nullable
    ConsumerRecord<byte[], byte[]> read(int partition, long offset);

    @Override
    void close();
}
