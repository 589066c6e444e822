package io.diptych.router.kafka;

import io.diptych.router.budget.WaitingLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What waits: for room in budgets, each tenant's in the order in which it came, or for time to pass.
/// Everything is in the store; who waits for what is kept in memory too, and read anew after a crash.
final class ParkedTurns {
    private static final int SLICE = 2_000;
    private static final WaitingLine EMPTY = new WaitingLine();

    private final KeyValueStore<String, byte[]> store;
    private final AgeSweep<byte[]> sweep;
    private final Map<String, WaitingLine> lines = new HashMap<>();
    private final Map<String, String> lookedAt = new HashMap<>();
    private final TreeMap<Long, Set<String>> pauses = new TreeMap<>();
    private long last;

    ParkedTurns(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.sweep = new AgeSweep<>(store, SLICE);
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> each = all.next();
                note(each.key, ParkedTurn.read(each.value));
                last = Math.max(last, Long.parseLong(each.key.split("\\|", 3)[1]));
            }
        }
    }

    /// The tenants of whom something waits for room.
    List<String> tenants() {
        return List.copyOf(lines.keySet());
    }

    /// Who of a tenant waits for room; not to be changed.
    WaitingLine line(String tenant) {
        return lines.getOrDefault(tenant, EMPTY);
    }

    /// Some of a tenant's line, others each time, until all were named.
    Set<String> some(String tenant, int most) {
        List<String> some = line(tenant).some(lookedAt.get(tenant), most);
        if (!some.isEmpty()) {
            lookedAt.put(tenant, some.getLast());
        }
        return Set.copyOf(some);
    }

    /// Puts a turn behind all others.
    void park(String attemptId, ParkedTurn turn, long nowMillis) {
        last = Math.max(last + 1, nowMillis);
        String key = TenantBooks.keyOf(turn.tenant()) + "|%013d|".formatted(last) + attemptId;
        store.put(key, turn.bytes());
        note(key, turn);
    }

    /// What waits under a key; null where nothing does any more.
    @Nullable
    ParkedTurn get(String key) {
        byte[] bytes = store.get(key);
        return bytes == null ? null : ParkedTurn.read(bytes);
    }

    /// Notes that a turn waits on, in its place.
    void stays(String key, ParkedTurn before, ParkedTurn now) {
        if (!before.place().equals(now.place()) || before.notBeforeMillis() != now.notBeforeMillis()) {
            forget(key, before);
            store.put(key, now.bytes());
            note(key, now);
        }
    }

    void remove(String key, ParkedTurn turn) {
        store.delete(key);
        forget(key, turn);
    }

    /// Keys of those whose time has come.
    List<String> due(long nowMillis) {
        List<String> due = new ArrayList<>();
        pauses.headMap(nowMillis, true).values().forEach(due::addAll);
        return due;
    }

    /// Those of the next slice of all that no longer wait.
    List<String> ended(Predicate<ParkedTurn> hasEnded) {
        return sweep.due(entry -> hasEnded.test(ParkedTurn.read(entry.value))).stream()
                .map(entry -> entry.key)
                .toList();
    }

    private void note(String key, ParkedTurn turn) {
        if (turn.notBeforeMillis() > 0) {
            pauses.computeIfAbsent(turn.notBeforeMillis(), _ -> new TreeSet<>()).add(key);
        } else {
            lines.computeIfAbsent(turn.tenant(), _ -> new WaitingLine()).put(key, turn.place());
        }
    }

    private void forget(String key, ParkedTurn turn) {
        Set<String> paused = pauses.get(turn.notBeforeMillis());
        if (paused != null && paused.remove(key) && paused.isEmpty()) {
            pauses.remove(turn.notBeforeMillis());
        }
        WaitingLine line = lines.get(turn.tenant());
        if (line != null) {
            line.remove(key);
            if (line.isEmpty()) {
                lines.remove(turn.tenant());
                lookedAt.remove(turn.tenant());
            }
        }
    }
}
