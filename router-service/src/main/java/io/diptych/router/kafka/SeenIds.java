package io.diptych.router.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Remembers which ids were seen, and when first: the money gate. Times are the machine's, not the records': a record
/// from the
/// future must not make the gate forget.
final class SeenIds {
    /// How long an id is remembered; requests live as long on their topic.
    static final Duration MEMORY = Duration.ofDays(7);

    /// Ids looked at in one go, so that forgetting never holds up routing.
    private static final int SLICE = 10_000;

    private final KeyValueStore<String, Long> store;
    private @Nullable String cursor;

    SeenIds(KeyValueStore<String, Long> store) {
        this.store = store;
    }

    /// Remembers the id.
    ///
    /// @return whether it was not seen before
    boolean firstTime(String id, long nowMillis) {
        return store.putIfAbsent(id, nowMillis) == null;
    }

    /// Forgets some of the ids that are too old, going on where it left off the last time.
    void forgetOld(long nowMillis) {
        long oldest = nowMillis - MEMORY.toMillis();
        List<String> old = new ArrayList<>();
        String last = null;
        int looked = 0;
        try (KeyValueIterator<String, Long> entries = store.range(cursor, null)) {
            while (entries.hasNext() && looked < SLICE) {
                KeyValue<String, Long> entry = entries.next();
                last = entry.key;
                looked++;
                if (entry.value < oldest) {
                    old.add(entry.key);
                }
            }
            cursor = entries.hasNext() ? last : null;
        }
        old.forEach(store::delete);
    }
}
