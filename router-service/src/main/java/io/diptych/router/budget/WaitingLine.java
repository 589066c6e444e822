package io.diptych.router.budget;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who of a tenant waits for room, and who may go first.
///
/// Each budget serves in the order in which attempts came: who comes later never takes room in a budget
/// that somebody waits for who came before. There are two exceptions. Who could not be served even if
/// everything that is held were released stands aside until the next period or a higher limit, since no
/// patience of others helps it. And a further attempt of a job under way passes first attempts: while
/// they wait no new jobs begin, so there are only so many of them.
///
/// Not safe for use by several threads.
public final class WaitingLine {
    /// One that waits.
    ///
    /// @param micros    what it would hold, in micro-USD
    /// @param isFurther whether its job has had an attempt before
    public record Place(Scope scope, long micros, boolean isFurther) {}

    private final NavigableMap<String, Place> places = new TreeMap<>();
    private final NavigableMap<Long, Integer> prices = new TreeMap<>();
    private int further;

    /// Puts one into the line, or notes what it would hold by now.
    ///
    /// @param key its place: keys are in the order in which those who wait came
    public void put(String key, Place place) {
        remove(key);
        places.put(key, place);
        prices.merge(place.micros(), 1, Integer::sum);
        further += place.isFurther() ? 1 : 0;
    }

    /// Takes one out of the line.
    public void remove(String key) {
        Place gone = places.remove(key);
        if (gone != null) {
            prices.computeIfPresent(gone.micros(), (_, count) -> count == 1 ? null : count - 1);
            further -= gone.isFurther() ? 1 : 0;
        }
    }

    /// Whether nobody waits.
    public boolean isEmpty() {
        return places.isEmpty();
    }

    /// Number of those that wait.
    public int size() {
        return places.size();
    }

    /// Some keys after one, in order; from the beginning again where there are no more.
    public List<String> some(@Nullable String after, int most) {
        NavigableMap<String, Place> rest = after == null ? places : places.tailMap(after, false);
        return (rest.isEmpty() ? places : rest).keySet().stream().limit(most).toList();
    }

    /// Names of the budgets that have no room for somebody who comes now, since others wait for them.
    ///
    /// @param headroom what budgets have room for, whoever waits
    public Set<String> waitedFor(Function<Scope, Headroom> headroom) {
        Walk walk = new Walk(Set.of(), headroom);
        walk.passAll();
        return walk.waitedFor;
    }

    /// Looks for those that may go, from the first on.
    ///
    /// @param again    keys of those that are looked at even where there seems to be no room: what they
    ///                 would hold may have changed
    /// @param headroom what budgets have room for, whoever waits
    public Walk walk(Set<String> again, Function<Scope, Headroom> headroom) {
        return new Walk(again, headroom);
    }

    /// A walk along the line, from the first on for each that is to go: whoever went before it may
    /// have left too little for somebody who was passed.
    public final class Walk {
        private final Set<String> again;
        private final Function<Scope, Headroom> ask;
        private final Map<Scope, Headroom> known = new HashMap<>();
        private final Set<String> waitedFor = new HashSet<>();
        private final Set<String> staying = new HashSet<>();

        private Walk(Set<String> again, Function<Scope, Headroom> ask) {
            this.again = again;
            this.ask = ask;
        }

        /// Names of the budgets that those wait for who stand before the one that was found last.
        public Set<String> waitedFor() {
            return Set.copyOf(waitedFor);
        }

        /// The first that may go, or that is to be looked at again; null where nobody may. It is
        /// either taken out of the line before the next question, or it stays.
        public @Nullable String next() {
            return next(true);
        }

        private void passAll() {
            var _ = next(false);
        }

        private @Nullable String next(boolean mayGo) {
            known.clear();
            waitedFor.clear();
            List<Room> whole = headroom(Scope.NONE).rooms();
            if (again.isEmpty() && allStandAside(whole)) {
                return null;
            }
            for (Map.Entry<String, Place> each : places.entrySet()) {
                Place place = each.getValue();
                boolean behind = isBehind(place);
                if (behind && further == 0 && whole.stream().anyMatch(room -> waitedFor.contains(room.name()))) {
                    return null;
                }
                if (mayGo
                        && !behind
                        && !staying.contains(each.getKey())
                        && (again.contains(each.getKey()) || isServed(place))) {
                    return each.getKey();
                }
                stay(place);
            }
            return null;
        }

        /// Notes that one was looked at and waits on.
        public void stays(String key) {
            staying.add(key);
        }

        private boolean allStandAside(List<Room> whole) {
            return prices.isEmpty() || whole.stream().anyMatch(room -> room.hopeMicros() < prices.firstKey());
        }

        private boolean isBehind(Place place) {
            return !place.isFurther()
                    && headroom(place.scope()).rooms().stream().anyMatch(room -> waitedFor.contains(room.name()));
        }

        private boolean isServed(Place place) {
            return headroom(place.scope()).without(place.micros()).isEmpty();
        }

        /// Who waits keeps those behind it from the budgets that have no room for it; not who
        /// stands aside.
        private void stay(Place place) {
            List<Room> rooms = headroom(place.scope()).rooms();
            if (rooms.stream().allMatch(room -> room.hopeMicros() >= place.micros())) {
                rooms.stream()
                        .filter(room -> room.leftMicros() < place.micros())
                        .forEach(room -> waitedFor.add(room.name()));
            }
        }

        private Headroom headroom(Scope scope) {
            return known.computeIfAbsent(scope, ask);
        }
    }
}
