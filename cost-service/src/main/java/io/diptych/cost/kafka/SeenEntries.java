package io.diptych.cost.kafka;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/// Remembers which postings were made, so that a result that comes again posts nothing. Times are the machine's, not
/// the
/// records': a result from the future must not make it forget.
final class SeenEntries {
    /// How long a posting is remembered: longer than results live on their topic.
    static final Duration MEMORY = Duration.ofDays(8);

    private static final byte[] SEEN = {1};

    private final WindowStore<String, byte[]> store;

    SeenEntries(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    /// The store's definition. It drops old ids by itself, a segment at a time.
    static StoreBuilder<WindowStore<String, byte[]>> store() {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(Operators.SEEN, MEMORY, Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    /// Remembers a posting.
    ///
    /// @return whether it was not made before
    boolean firstTime(String entryId, Instant now) {
        try (WindowStoreIterator<byte[]> before = store.fetch(entryId, now.minus(MEMORY), now)) {
            if (before.hasNext()) {
                return false;
            }
        }
        store.put(entryId, SEEN, now.toEpochMilli());
        return true;
    }
}
