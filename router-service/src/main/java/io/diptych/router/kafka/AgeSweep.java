package io.diptych.router.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks through a store a slice at a time, so that tidying never holds up routing, and goes on where
/// it left off.
///
/// @param <V> type of the store's values
final class AgeSweep<V> {
    private final KeyValueStore<String, V> store;
    private final int slice;
    private @Nullable String cursor;

    /// @param slice entries looked at in one go
    AgeSweep(KeyValueStore<String, V> store, int slice) {
        this.store = store;
        this.slice = slice;
    }

    /// The entries of the next slice that are due. The store may be changed once this has returned.
    List<KeyValue<String, V>> due(Predicate<KeyValue<String, V>> isDue) {
        List<KeyValue<String, V>> due = new ArrayList<>();
        String last = null;
        int looked = 0;
        try (KeyValueIterator<String, V> entries = store.range(cursor, null)) {
            while (entries.hasNext() && looked < slice) {
                KeyValue<String, V> entry = entries.next();
                last = entry.key;
                looked++;
                if (isDue.test(entry)) {
                    due.add(entry);
                }
            }
            cursor = entries.hasNext() ? last : null;
        }
        return due;
    }
}
