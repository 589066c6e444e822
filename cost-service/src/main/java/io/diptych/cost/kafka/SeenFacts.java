package io.diptych.cost.kafka;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/// Remembers which events were counted, so that one that comes again counts for nothing. Times are the machine's, not
/// the records': an event from the future must not make it forget.
final class SeenFacts {
    /// How long an event is remembered: longer than results live on their topic.
    static final Duration MEMORY = Duration.ofDays(8);

    private static final byte[] SEEN = {1};

    private final WindowStore<String, byte[]> store;

    SeenFacts(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    /// Remembers an event.
    ///
    /// @return whether it was not seen before
    boolean firstTime(String factId, Instant now) {
        try (WindowStoreIterator<byte[]> before = store.fetch(factId, now.minus(MEMORY), now)) {
            if (before.hasNext()) {
                return false;
            }
        }
        store.put(factId, SEEN, now.toEpochMilli());
        return true;
    }
}
