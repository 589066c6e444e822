package io.diptych.router.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// What waits for room in budgets: each tenant's in the order in which it came.
final class ParkedTurns {
    private static final int SLICE = 2_000;
    private static final String AFTER = "}";

    private final KeyValueStore<String, byte[]> store;
    private final AgeSweep<byte[]> sweep;
    private final Set<String> tenants = new TreeSet<>();

    ParkedTurns(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.sweep = new AgeSweep<>(store, SLICE);
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                tenants.add(ParkedTurn.read(all.next().value).tenant());
            }
        }
    }

    /// The tenants of whom something may wait.
    List<String> tenants() {
        return List.copyOf(tenants);
    }

    boolean anyOf(String tenant) {
        return tenants.contains(tenant);
    }

    void park(String attemptId, ParkedTurn turn, long nowMillis) {
        store.put(prefix(turn.tenant()) + "%013d".formatted(nowMillis) + '|' + attemptId, turn.bytes());
        tenants.add(turn.tenant());
    }

    /// The first that wait of a tenant.
    List<KeyValue<String, ParkedTurn>> first(String tenant, int most) {
        List<KeyValue<String, ParkedTurn>> first = new ArrayList<>();
        String prefix = prefix(tenant);
        try (KeyValueIterator<String, byte[]> waiting =
                store.range(prefix, prefix.substring(0, prefix.length() - 1) + AFTER)) {
            while (waiting.hasNext() && first.size() < most) {
                KeyValue<String, byte[]> entry = waiting.next();
                first.add(KeyValue.pair(entry.key, ParkedTurn.read(entry.value)));
            }
        }
        if (first.isEmpty()) {
            tenants.remove(tenant);
        }
        return first;
    }

    /// Those of the next slice of all that no longer wait.
    List<KeyValue<String, ParkedTurn>> ended(Predicate<ParkedTurn> hasEnded) {
        return sweep.due(entry -> hasEnded.test(ParkedTurn.read(entry.value))).stream()
                .map(entry -> KeyValue.pair(entry.key, ParkedTurn.read(entry.value)))
                .toList();
    }

    void remove(String key) {
        store.delete(key);
    }

    private static String prefix(String tenant) {
        return TenantBooks.keyOf(tenant) + '|';
    }
}
