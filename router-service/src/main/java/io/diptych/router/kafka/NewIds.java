package io.diptych.router.kafka;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Knows of most new ids that a store does not have them, without asking it: nearly every request is new, and asking
/// was a seventh of the router's time. It says nothing until it has gone through what the store had when it was opened,
/// and goes through the store again when most of what it took has been forgotten there.
///
/// @param <V> type of the store's values
final class NewIds<V> {
    /// Ids that are gone through in one go, within some ten milliseconds.
    private static final int SLICE = 4_000;
    /// So many that were forgotten do no harm.
    private static final long FEW = 1 << 20;

    private final KeyValueStore<String, V> store;
    private final int slice;
    private final long few;
    /// Has every id of the store; null until one has.
    private @Nullable IdFilter complete;
    private @Nullable Round round;
    /// How many ids the store had when it was last gone through.
    private long found;

    NewIds(KeyValueStore<String, V> store) {
        this(store, SLICE, FEW);
    }

    NewIds(KeyValueStore<String, V> store, int slice, long few) {
        this.store = store;
        this.slice = slice;
        this.few = few;
        this.round = new Round();
        goOn();
    }

    /// One walk through the store. Ids that come meanwhile are taken by whoever puts them there.
    private final class Round {
        private final IdFilter filter = new IdFilter();
        private final AgeSweep<V> sweep = new AgeSweep<>(store, slice);

        /// @return whether it is over
        boolean step() {
            sweep.due(entry -> {
                filter.add(entry.key);
                return false;
            });
            return sweep.isAtTheBeginning();
        }
    }

    /// Whether the store surely does not have the id.
    boolean isNew(String id) {
        return complete != null && !complete.mayHave(id);
    }

    /// The store has the id from now on.
    void put(String id) {
        if (complete != null) {
            complete.add(id);
        }
        if (round != null) {
            round.filter.add(id);
        }
    }

    /// Goes through some more of the store, where there is a reason to.
    void goOn() {
        if (round == null && complete != null && complete.size() > 2 * found + few) {
            round = new Round();
        }
        if (round != null && round.step()) {
            complete = round.filter;
            found = round.filter.size();
            round = null;
        }
    }
}
