package io.diptych.router.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Remembers where each job's outcome is on its topic: sixteen bytes for a job, instead of its outcome.
final class OutcomeOffsets {
    /// A day longer than request ids: a job ends later than its request was seen.
    private static final Duration MEMORY = SeenIds.MEMORY.plusDays(1);

    private final KeyValueStore<String, byte[]> store;
    private final AgeSweep<byte[]> sweep;

    OutcomeOffsets(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.sweep = new AgeSweep<>(store, SeenIds.SLICE);
    }

    void put(String jobId, long offset, long nowMillis) {
        store.put(
                jobId,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(offset)
                        .putLong(nowMillis)
                        .array());
    }

    void remove(String jobId) {
        store.delete(jobId);
    }

    /// The offset in the job's partition; null where the job has not ended.
    @Nullable
    Long of(String jobId) {
        byte[] bytes = store.get(jobId);
        return bytes == null ? null : Long.valueOf(ByteBuffer.wrap(bytes).getLong());
    }

    /// Forgets some of the jobs that ended long ago.
    void forgetOld(long nowMillis) {
        long oldest = nowMillis - MEMORY.toMillis();
        sweep.due(entry -> ByteBuffer.wrap(entry.value).getLong(Long.BYTES) < oldest)
                .forEach(entry -> store.delete(entry.key));
    }
}
