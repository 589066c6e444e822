package io.diptych.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.router.budget.WaitingLine.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingLineTest {
    private static final Scope SPRING = new Scope(null, "spring");
    private static final Scope SALE = new Scope(null, "sale");

    private final WaitingLine line = new WaitingLine();
    private final Map<String, Place> places = new HashMap<>();
    /// Limit, spent and held by budget: of the tenant, and of each campaign.
    private final Map<String, long[]> budgets = new HashMap<>(
            Map.of("tenant", new long[] {100, 0, 0}, "spring", new long[] {50, 0, 0}, "sale", new long[] {50, 0, 0}));

    @Test
    void keepsRoomFromWhoComesLater() {
        held("tenant", 95);
        wait("1", first(SPRING, 10));

        assertThat(waitedFor()).containsExactly("tenant");
        line.remove("1");
        assertThat(waitedFor()).isEmpty();
    }

    @Test
    void letsThoseGoWhoNeedOtherBudgets() {
        held("spring", 45);
        wait("1", first(SPRING, 10));
        wait("2", first(SALE, 10));
        wait("3", first(SPRING, 1));

        assertThat(served(Set.of())).containsExactly("2");
        assertThat(waitedFor()).containsExactly("spring");
    }

    @Test
    void servesInTheOrderOfArrivalOnceThereIsRoom() {
        held("tenant", 95);
        wait("1", first(SPRING, 10));
        wait("2", first(SALE, 2));
        assertThat(served(Set.of())).isEmpty();

        held("tenant", 90);

        assertThat(served(Set.of())).containsExactly("1");
        held("tenant", 98);
        assertThat(served(Set.of())).containsExactly("2");
    }

    @Test
    void passesWhoCannotBeServedInThisPeriodHoweverLongOthersWait() {
        budgets.put("tenant", new long[] {100, 95, 3});
        wait("1", first(SPRING, 10));
        wait("2", first(SALE, 2));
        wait("3", first(SALE, 4));

        assertThat(served(Set.of())).containsExactly("2");
        assertThat(waitedFor()).containsExactly("tenant");
        budgets.put("tenant", new long[] {100, 0, 95});
        assertThat(served(Set.of())).isEmpty();
    }

    @Test
    void letsFurtherAttemptsPass() {
        held("tenant", 95);
        wait("1", first(SPRING, 10));
        wait("2", new Place(SALE, 5, true));

        assertThat(served(Set.of())).containsExactly("2");
    }

    @Test
    void looksAgainAtThoseWhoseWishMayHaveChanged() {
        held("tenant", 95);
        wait("1", first(SPRING, 10));
        wait("2", first(SPRING, 11));

        assertThat(line.walk(Set.of("1", "2"), this::headroom).next()).isEqualTo("1");
        assertThat(line.some(null, 1)).containsExactly("1");
        assertThat(line.some("1", 5)).containsExactly("2");
        assertThat(line.some("2", 5)).containsExactly("1", "2");
    }

    /// Attempts come and wait, others are charged or released, periods begin anew; small ones are
    /// far more common than large ones. Whoever takes room never leaves somebody behind who came
    /// before, could have room in this period and is short of a budget that both need; and in the
    /// end all are served.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void starvesNobody(int seed) {
        Random random = new Random(seed);
        Map<String, Place> waiting = new TreeMap<>();
        List<Place> running = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            Scope scope = List.of(Scope.NONE, SPRING, SALE).get(random.nextInt(3));
            if (step < 1_500) {
                Place place = first(scope, random.nextInt(20) == 0 ? 45 : 1 + random.nextInt(5));
                String key = "%05d".formatted(step);
                line.put(key, place);
                waiting.put(key, place);
            }
            if (!running.isEmpty() && random.nextInt(4) > 0) {
                settle(running.remove(random.nextInt(running.size())), random.nextBoolean());
            }
            if (step % 50 == 49) {
                budgets.values().forEach(each -> each[1] = 0);
            }
            WaitingLine.Walk walk = line.walk(Set.of(), this::headroom);
            String key = walk.next();
            while (key != null) {
                Place place = Objects.requireNonNull(waiting.get(key));
                Set<String> needs = names(place.scope());
                for (Map.Entry<String, Place> older : waiting.entrySet()) {
                    if (older.getKey().compareTo(key) >= 0) {
                        break;
                    }
                    assertThat(isShortOfOneOf(older.getValue(), needs)).isFalse();
                }
                line.remove(key);
                waiting.remove(key);
                needs.forEach(name -> figures(name)[2] += place.micros());
                running.add(place);
                key = walk.next();
            }
        }
        for (int more = 0; more < 2_000 && !waiting.isEmpty(); more++) {
            if (!running.isEmpty()) {
                settle(running.removeFirst(), false);
            }
            if (more % 50 == 0) {
                budgets.values().forEach(each -> each[1] = 0);
            }
            String key = line.walk(Set.of(), this::headroom).next();
            if (key != null) {
                Place place = Objects.requireNonNull(waiting.remove(key));
                line.remove(key);
                names(place.scope()).forEach(name -> figures(name)[2] += place.micros());
                running.add(place);
            }
        }
        assertThat(waiting).isEmpty();
        assertThat(line.size()).isZero();
    }

    private void wait(String key, Place place) {
        places.put(key, place);
        line.put(key, place);
    }

    private boolean isShortOfOneOf(Place place, Set<String> needs) {
        List<Room> rooms = headroom(place.scope()).rooms();
        return rooms.stream().allMatch(room -> room.hopeMicros() >= place.micros())
                && rooms.stream().anyMatch(room -> needs.contains(room.name()) && room.leftMicros() < place.micros());
    }

    private void settle(Place place, boolean charged) {
        names(place.scope()).forEach(name -> {
            figures(name)[2] -= place.micros();
            figures(name)[1] += charged ? place.micros() : 0;
        });
    }

    private List<String> served(Set<String> again) {
        List<String> served = new ArrayList<>();
        WaitingLine.Walk walk = line.walk(again, this::headroom);
        for (String key = walk.next(); key != null; key = walk.next()) {
            Place place = Objects.requireNonNull(places.remove(key));
            line.remove(key);
            names(place.scope()).forEach(name -> figures(name)[2] += place.micros());
            served.add(key);
        }
        return served;
    }

    private Set<String> waitedFor() {
        return line.waitedFor(this::headroom);
    }

    private void held(String name, long micros) {
        figures(name)[2] = micros;
    }

    private long[] figures(String name) {
        return Objects.requireNonNull(budgets.get(name));
    }

    private static Set<String> names(Scope scope) {
        return scope.campaign() == null ? Set.of("tenant") : Set.of("tenant", scope.campaign());
    }

    private Headroom headroom(Scope scope) {
        return new Headroom(names(scope).stream()
                .sorted()
                .map(name -> new Room(name, name, null, figures(name)[0], figures(name)[1], figures(name)[2], false))
                .toList());
    }

    private static Place first(Scope scope, long micros) {
        return new Place(scope, micros, false);
    }
}
