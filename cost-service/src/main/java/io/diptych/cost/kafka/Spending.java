package io.diptych.cost.kafka;

import io.diptych.cost.budget.Budget;
import io.diptych.cost.budget.Spender;
import io.diptych.cost.budget.Standing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What was spent and held in each quarter of an hour, by tenant, project and campaign: fine enough for the midnight of
/// every time zone, so that a budget that is defined today knows what was spent before.
final class Spending {
    /// Longer than a quarter of a year.
    private static final Duration MEMORY = Duration.ofDays(100);
    private static final long QUARTER_HOUR = Duration.ofMinutes(15).toMillis();
    private static final int SLICE = 20_000;

    private final KeyValueStore<String, byte[]> store;

    Spending(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    void add(Spender spender, Instant at, long spent, long held) {
        String key = prefix(at) + escaped(spender.tenant()) + "|" + escaped(spender.project()) + "|"
                + escaped(spender.campaign());
        byte[] before = store.get(key);
        long[] sums = before == null ? new long[2] : sums(before);
        store.put(
                key,
                ByteBuffer.allocate(16)
                        .putLong(Math.addExact(sums[0], spent))
                        .putLong(Math.addExact(sums[1], held))
                        .array());
    }

    /// Where a budget stands in the period that a moment falls into.
    Standing standing(Budget budget, Instant now) {
        Instant start = budget.period().startOf(now, budget.zone());
        Instant end = budget.period().endOf(now, budget.zone());
        Standing standing = new Standing(budget, start, end, 0, 0);
        try (KeyValueIterator<String, byte[]> all = store.range(prefix(start), prefix(end))) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> one = all.next();
                if (budget.covers(spender(one.key))) {
                    long[] sums = sums(one.value);
                    standing = standing.plus(sums[0], sums[1]);
                }
            }
        }
        return standing;
    }

    /// Forgets what no budget asks for any more.
    void tidy(Instant now) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(prefix(Instant.EPOCH), prefix(now.minus(MEMORY)))) {
            while (all.hasNext() && old.size() < SLICE) {
                old.add(all.next().key);
            }
        }
        old.forEach(store::delete);
    }

    // Of one length from 1970 to 2286, so that keys are in the order of time.
    private static String prefix(Instant at) {
        long millis = Math.max(0, at.toEpochMilli() / QUARTER_HOUR * QUARTER_HOUR);
        return "%019d|".formatted(millis);
    }

    private static Spender spender(String key) {
        String[] parts = key.split("\\|", -1);
        return new Spender(String.valueOf(plain(parts[1])), plain(parts[2]), plain(parts[3]));
    }

    private static String escaped(@Nullable String text) {
        return text == null ? "%" : text.replace("%", "%25").replace("|", "%7C");
    }

    private static @Nullable String plain(String escaped) {
        return escaped.equals("%") ? null : escaped.replace("%7C", "|").replace("%25", "%");
    }

    private static long[] sums(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new long[] {buffer.getLong(), buffer.getLong()};
    }
}
