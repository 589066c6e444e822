package io.diptych.router.kafka;

import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueStore;

/// Remembers which ids were seen, and when first. Times are the machine's, not the records': a record from the future
/// must
/// not make the gate forget.
final class SeenIds {
    /// How long an id is remembered; what carries it lives as long on its topic.
    static final Duration MEMORY = Duration.ofDays(7);

    /// Ids looked at in one go.
    static final int SLICE = 10_000;

    private final KeyValueStore<String, Long> store;
    private final AgeSweep<Long> sweep;

    SeenIds(KeyValueStore<String, Long> store) {
        this.store = store;
        this.sweep = new AgeSweep<>(store, SLICE);
    }

    /// Remembers the id.
    ///
    /// @return whether it was not seen before
    boolean firstTime(String id, long nowMillis) {
        return store.putIfAbsent(id, nowMillis) == null;
    }

    /// Forgets some of the ids that are too old.
    void forgetOld(long nowMillis) {
        long oldest = nowMillis - MEMORY.toMillis();
        sweep.due(seen -> seen.value < oldest).forEach(seen -> store.delete(seen.key));
    }
}
