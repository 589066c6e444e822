package io.diptych.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Posting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurseTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Budget TEN = new Budget(10_000_000, new Period.Calendar(Period.Unit.DAY, ZoneOffset.UTC));

    private final BooksOfPaper books = new BooksOfPaper();

    @Test
    void holdsUntilNothingIsLeft() {
        Purse purse = at(NOW);

        assertThat(purse.hold("a", Scope.NONE, 6_000_000)).isTrue();
        assertThat(purse.hold("b", Scope.NONE, 4_000_001)).isFalse();
        assertThat(purse.hold("c", Scope.NONE, 4_000_000)).isTrue();
        assertThat(left(purse)).isZero();
        assertThat(purse.headroom(Scope.NONE).figures())
                .isEqualTo("the tenant's budget: limit 10000000 micro-USD from 2026-11-20T00:00:00Z"
                        + " to 2026-11-21T00:00:00Z, 0 spent, 10000000 held");
    }

    @Test
    void holdsAnAttemptOnce() {
        Purse purse = at(NOW);

        assertThat(purse.hold("a", Scope.NONE, 1)).isTrue();
        assertThat(purse.hold("a", Scope.NONE, 1)).isFalse();
        assertThat(left(purse)).isEqualTo(9_999_999);
    }

    @Test
    void neverHoldsLessThanNothing() {
        assertThat(at(NOW).hold("a", Scope.NONE, -1)).isFalse();
    }

    @Test
    void replacesAHoldByItsCharge() {
        Purse purse = at(NOW);
        purse.hold("a", Scope.NONE, 6_000_000);

        assertThat(purse.post(posted("a", Posting.CHARGE, 1, 5_000_000L))).isTrue();
        assertThat(left(purse)).isEqualTo(5_000_000);
    }

    @Test
    void countsAPostingOnce() {
        Purse purse = at(NOW);
        purse.hold("a", Scope.NONE, 6_000_000);
        purse.post(posted("a", Posting.CHARGE, 1, 5_000_000L));

        assertThat(purse.post(posted("a", Posting.CHARGE, 1, 5_000_000L))).isFalse();
        assertThat(left(purse)).isEqualTo(5_000_000);
    }

    @Test
    void letsGoOfWhatWasNotBilled() {
        Purse purse = at(NOW);
        purse.hold("a", Scope.NONE, 6_000_000);

        purse.release("a");
        purse.release("a");

        assertThat(left(purse)).isEqualTo(10_000_000);
        assertThat(purse.hold("a", Scope.NONE, 1)).isFalse();
    }

    @Test
    void keepsAnUnknownAttemptHeldUntilItIsSettled() {
        Purse purse = at(NOW);
        purse.hold("a", Scope.NONE, 6_000_000);

        purse.post(posted("a", Posting.HOLD, 1, 7_000_000L));
        assertThat(left(purse)).isEqualTo(3_000_000);
        purse.post(posted("a", Posting.RELEASE, 1, -7_000_000L));
        assertThat(left(purse)).isEqualTo(10_000_000);
    }

    @Test
    void countsAChargeWithoutPriceAsWhatWasHeldUntilItsPriceIsKnown() {
        Purse purse = at(NOW);
        purse.hold("a", Scope.NONE, 6_000_000);

        purse.post(posted("a", Posting.CHARGE, 1, null));
        assertThat(left(purse)).isEqualTo(4_000_000);
        purse.post(posted("a", Posting.CORRECTION, 1, 2_000_000L));
        assertThat(left(purse)).isEqualTo(8_000_000);
    }

    @Test
    void beginsAnewWithThePeriodAndCarriesHoldsOver() {
        at(NOW).hold("a", Scope.NONE, 6_000_000);
        at(NOW).post(posted("b", Posting.CHARGE, 1, 1_000_000L));

        assertThat(left(at(NOW))).isEqualTo(3_000_000);
        assertThat(left(at(NOW.plus(Duration.ofDays(1))))).isEqualTo(4_000_000);
    }

    @Test
    void countsAChargeInThePeriodInWhichTheAttemptEnded() {
        Purse tomorrow = at(NOW.plus(Duration.ofDays(1)));
        left(tomorrow);

        tomorrow.post(posted("a", Posting.CHARGE, 1, 1_000_000L));

        assertThat(left(tomorrow)).isEqualTo(10_000_000);
    }

    @Test
    void knowsWhatWasSpentBeforeThereWasABudget() {
        Purse without = new Purse(books, List.of(), NOW);
        without.post(posted("a", Posting.CHARGE, 1, 4_000_000L));

        assertThat(left(without)).isNull();
        assertThat(without.hold("b", Scope.NONE, Long.MAX_VALUE)).isTrue();
        assertThat(left(at(NOW))).isEqualTo(6_000_000);
    }

    @Test
    void refusesEverythingOnceMoreIsSpentThanNumbersCanSay() {
        Purse purse = at(NOW);
        purse.post(posted("a", Posting.CHARGE, 1, Long.MAX_VALUE));
        purse.post(posted("b", Posting.CHARGE, 1, Long.MAX_VALUE));

        assertThat(left(purse)).isNegative();
        assertThat(purse.hold("c", Scope.NONE, 0)).isFalse();
    }

    @Test
    void noticesAChargeAboveItsHold() {
        Purse purse = at(NOW);
        purse.hold("a", Scope.NONE, 5);

        assertThat(purse.isMoreThanHeld(posted("a", Posting.CHARGE, 1, 6L))).isTrue();
        assertThat(purse.isMoreThanHeld(posted("a", Posting.CHARGE, 1, 5L))).isFalse();
        assertThat(purse.isMoreThanHeld(posted("b", Posting.CHARGE, 1, 6L))).isFalse();
    }

    /// Attempts are held, charged at most what was held, released and reported as unknown in any order
    /// and any number of times; after every step, what is charged and what may still be charged fit
    /// into the limit, and what is left is exactly what a plain model says.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverExceedsTheLimitWhateverComesInWhateverOrder(int seed) {
        Random random = new Random(seed);
        Map<String, Long> held = new HashMap<>();
        Map<String, Long> charged = new HashMap<>();
        List<String> bought = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            Purse purse = at(NOW.plusMillis(step));
            if (bought.isEmpty() || random.nextInt(3) == 0) {
                String attempt = random.nextInt(4) == 0 && !bought.isEmpty() ? any(bought, random) : "a" + step;
                long price = random.nextLong(400_000);
                if (purse.hold(attempt, Scope.NONE, price)) {
                    bought.add(attempt);
                    held.put(attempt, price);
                }
            } else {
                settle(purse, any(bought, random), random, held, charged);
            }
            long spent = sum(charged);
            long open = sum(held);
            assertThat(spent + open).isLessThanOrEqualTo(TEN.limitMicros());
            assertThat(left(purse)).isEqualTo(TEN.limitMicros() - spent - open);
        }
        assertThat(charged).isNotEmpty();
    }

    private static void settle(
            Purse purse, String attempt, Random random, Map<String, Long> held, Map<String, Long> charged) {
        long estimate = held.getOrDefault(attempt, 0L);
        switch (random.nextInt(4)) {
            case 0 -> {
                long price = estimate == 0 ? 0 : random.nextLong(estimate + 1);
                if (!charged.containsKey(attempt) && held.containsKey(attempt)) {
                    purse.post(posted(attempt, Posting.CHARGE, 1, price));
                    charged.put(attempt, price);
                    held.remove(attempt);
                }
            }
            case 1 -> purse.post(posted(attempt, Posting.CHARGE, 1, 0L, charged.containsKey(attempt)));
            case 2 -> {
                purse.release(attempt);
                held.remove(attempt);
            }
            default -> purse.post(posted(attempt, Posting.HOLD, 1, estimate));
        }
    }

    private static String any(List<String> attempts, Random random) {
        return attempts.get(random.nextInt(attempts.size()));
    }

    private static long sum(Map<String, Long> amounts) {
        return amounts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static @Nullable Long left(Purse purse) {
        return purse.headroom(Scope.NONE).leftMicros();
    }

    private Purse at(Instant now) {
        return new Purse(books, List.of(TEN), now);
    }

    private static Posted posted(String attempt, Posting posting, int number, @Nullable Long micros) {
        return new Posted(attempt + "/" + posting + "/" + number, attempt, Scope.NONE, posting, micros, NOW);
    }

    /// A posting that came before where there was one, else one that holds nothing.
    private static Posted posted(String attempt, Posting posting, int number, Long micros, boolean again) {
        return again ? posted(attempt, posting, number, micros) : posted(attempt, Posting.HOLD, number, micros);
    }
}
