package io.diptych.cost.kafka;

import io.diptych.cost.balance.AttemptBalance;
import io.diptych.cost.balance.BalanceCodec;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/// Remembers where attempts stand, so that word that comes again or late posts the difference and no more. Times
/// are the machine's, not the records': a result from the future must not make it forget.
final class AttemptBalances {
    /// How long an attempt is remembered after the last word on it: longer than results live on their topic.
    static final Duration MEMORY = Duration.ofDays(8);
    /// By how much the machine's clock may be put back before an attempt is taken for a new one.
    private static final Duration CLOCK_STEP = Duration.ofDays(1);

    private final WindowStore<String, byte[]> store;

    AttemptBalances(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    /// Where an attempt stands; null when nothing of it is remembered.
    @Nullable
    AttemptBalance find(String attemptId, Instant now) {
        byte[] found = null;
        try (WindowStoreIterator<byte[]> before = store.fetch(attemptId, now.minus(MEMORY), now.plus(CLOCK_STEP))) {
            while (before.hasNext()) {
                found = before.next().value;
            }
        }
        return found == null ? null : BalanceCodec.decode(found);
    }

    /// Remembers where an attempt stands.
    void put(String attemptId, AttemptBalance balance, Instant now) {
        Instant last = now;
        try (WindowStoreIterator<byte[]> later = store.fetch(attemptId, now, now.plus(CLOCK_STEP))) {
            while (later.hasNext()) {
                last = Instant.ofEpochMilli(later.next().key);
            }
        }
        store.put(attemptId, BalanceCodec.encode(balance), last.toEpochMilli());
    }
}
