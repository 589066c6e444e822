package io.diptych.router.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Posting;
import io.diptych.router.budget.Account;
import io.diptych.router.budget.Books;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Increase;
import io.diptych.router.budget.Period;
import io.diptych.router.budget.Posted;
import io.diptych.router.budget.Purse;
import io.diptych.router.budget.Scope;
import io.diptych.router.budget.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Budgets of a tenant, its projects and campaigns, with overlapping periods, against a plain model of
/// what happened.
class NestedBudgetsTest {
    private static final Instant START = Instant.parse("2026-11-27T20:00:00Z");
    private static final Scope SPRING = new Scope("shoes", "spring");
    private static final Scope SALE = new Scope("shoes", "sale");
    private static final Scope OTHER_SPRING = new Scope("ha|ts", "spring");
    private static final List<Scope> SCOPES =
            List.of(Scope.NONE, SPRING, SALE, OTHER_SPRING, new Scope("shoes", null), new Scope(null, "sale"));
    private static final Increase MORE =
            new Increase(2_000_000, START.plus(Duration.ofHours(6)), START.plus(Duration.ofHours(30)));
    private static final List<Budget> BUDGETS = List.of(
            budget("day", null, null, Period.Unit.DAY, ZoneOffset.UTC, 9_000_000),
            budget("month", null, null, Period.Unit.MONTH, ZoneId.of("Asia/Kolkata"), 30_000_000),
            budget("shoes", "shoes", null, Period.Unit.WEEK, ZoneId.of("America/New_York"), 14_000_000),
            new Budget("spring", null, "spring", calendar(Period.Unit.DAY, ZoneOffset.UTC), 3_000_000, List.of(MORE)),
            budget("sale", "shoes", "sale", Period.Unit.MONTH, ZoneOffset.UTC, 4_000_000));

    private final StoreOfPaper store = new StoreOfPaper();
    private final Model model = new Model();
    private TenantBooks books = books();
    private Instant now = START;

    /// What happened, as whoever watches from outside knows it.
    private static final class Model {
        private final Map<String, Attempt> attempts = new HashMap<>();

        record Attempt(Scope scope, Instant heldAt, long held, long charged, Instant chargedAt) {}

        Attempt attempt(String id) {
            return Objects.requireNonNull(attempts.get(id));
        }

        Account account(Budget budget, Instant now) {
            Span span = budget.period().at(now);
            return new Account(
                    span,
                    sum(budget, each -> span.contains(each.chargedAt()) ? each.charged() : 0),
                    sum(budget, Attempt::held));
        }

        private long sum(Budget budget, ToLongFunction<Attempt> part) {
            return attempts.values().stream()
                    .filter(each -> budget.covers(each.scope()))
                    .mapToLong(part)
                    .sum();
        }
    }

    /// One thing that happens to the books; the same whenever it happens again.
    private interface Step {
        void happen(Purse purse, Model model, Instant now);
    }

    private record Happening(Step step, Instant at) {}

    /// Attempts of all scopes are held, charged, released, reported as unknown, and all of it
    /// repeated; now and then the router crashes, loses what it had not committed and does it
    /// again. No budget ever holds and spends more than its limit, and each stands where the model
    /// says.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void neverExceedTheirLimitsWhateverComesAndHoweverOftenTheRouterCrashes(int seed) {
        Random random = new Random(seed);
        List<Happening> uncommitted = new ArrayList<>();
        Model committed = copy(model);
        int crashes = 0;
        for (int step = 0; step < 1_200; step++) {
            now = now.plusSeconds(random.nextInt(600));
            Happening happening = new Happening(any(random, step), now);
            happen(happening);
            uncommitted.add(happening);
            if (random.nextInt(20) == 0) {
                store.commit();
                committed = copy(model);
                uncommitted.clear();
            } else if (random.nextInt(40) == 0) {
                crashes++;
                Model before = copy(model);
                store.crash();
                books = books();
                model.attempts.clear();
                model.attempts.putAll(committed.attempts);
                uncommitted.forEach(this::happen);
                assertThat(model.attempts).isEqualTo(before.attempts);
            }
        }
        assertThat(crashes).isPositive();
        assertThat(model.attempts.values()).anyMatch(each -> each.charged() > 0);
        assertThat(books.held())
                .isEqualTo(model.attempts.values().stream()
                        .mapToLong(Model.Attempt::held)
                        .sum());
    }

    private void happen(Happening happening) {
        Instant at = happening.at();
        happening.step().happen(new Purse(books.of("a|cme"), BUDGETS, at), model, at);
        Books ours = books.of("a|cme");
        for (Budget budget : BUDGETS) {
            Account account = ours.account(budget, at);
            assertThat(account).as(budget.id()).isEqualTo(model.account(budget, at));
            long most = budget.limitMicros()
                    + budget.increases().stream().mapToLong(Increase::micros).sum();
            assertThat(account.spentMicros() + account.heldMicros())
                    .as(budget.id())
                    .isLessThanOrEqualTo(budget.increases().isEmpty() ? budget.limitAt(at) : most);
        }
    }

    private Step any(Random random, int number) {
        List<String> known = model.attempts.keySet().stream().sorted().toList();
        if (known.isEmpty() || random.nextInt(5) < 2) {
            String id =
                    known.isEmpty() || random.nextInt(5) > 0 ? "a" + number : known.get(random.nextInt(known.size()));
            Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
            return hold(id, scope, random.nextLong(900_000));
        }
        String id = known.get(random.nextInt(known.size()));
        Model.Attempt attempt = model.attempt(id);
        long ended = random.nextLong(
                Math.max(1, now.getEpochSecond() - attempt.heldAt().getEpochSecond()));
        Instant at = now.minusSeconds(ended);
        return switch (random.nextInt(4)) {
            case 0, 1 -> charge(id, attempt.held() == 0 ? 0 : random.nextLong(attempt.held() + 1), at);
            case 2 -> release(id);
            default -> unknown(id, at);
        };
    }

    private static Step hold(String id, Scope scope, long micros) {
        return (purse, model, now) -> {
            boolean fits = BUDGETS.stream()
                    .filter(budget -> budget.covers(scope))
                    .allMatch(budget -> {
                        Account account = model.account(budget, now);
                        return account.spentMicros() + account.heldMicros() + micros <= budget.limitAt(now);
                    });
            boolean held = purse.hold(id, scope, micros);
            assertThat(held).isEqualTo(fits && !model.attempts.containsKey(id));
            if (held) {
                model.attempts.put(id, new Model.Attempt(scope, now, micros, 0, now));
            }
        };
    }

    /// A charge replaces what is held, once: nothing where the attempt was settled before.
    private static Step charge(String id, long micros, Instant at) {
        return (purse, model, now) -> {
            Model.Attempt attempt = model.attempt(id);
            if (attempt.held() == 0) {
                return;
            }
            for (int again = 0; again < 2; again++) {
                assertThat(purse.post(new Posted(
                                id + "/CHARGE/1", id, attempt.scope(), Posting.CHARGE, Long.valueOf(micros), at)))
                        .isEqualTo(again == 0);
            }
            model.attempts.put(id, new Model.Attempt(attempt.scope(), attempt.heldAt(), 0, micros, at));
        };
    }

    private static Step release(String id) {
        return (purse, model, now) -> {
            purse.release(id);
            purse.release(id);
            Model.Attempt attempt = model.attempt(id);
            model.attempts.put(
                    id,
                    new Model.Attempt(attempt.scope(), attempt.heldAt(), 0, attempt.charged(), attempt.chargedAt()));
        };
    }

    /// Nobody knows whether it was charged: it stays held, by what the ledger says where that is
    /// more. Here it never is.
    private static Step unknown(String id, Instant at) {
        return (purse, model, now) -> {
            Model.Attempt attempt = model.attempt(id);
            purse.post(new Posted(id + "/HOLD/1", id, attempt.scope(), Posting.HOLD, attempt.held(), at));
        };
    }

    @Test
    void findWhatWasSpentAndHeldBeforeTheyBegan() {
        List<Budget> month = List.of(BUDGETS.get(1));
        assertThat(new Purse(books.of("acme"), month, now).hold("a", SPRING, 500_000))
                .isTrue();
        new Purse(books.of("acme"), List.of(), now)
                .post(new Posted("b/CHARGE/1", "b", SPRING, Posting.CHARGE, 700_000L, now));

        Account spring = books.of("acme").account(BUDGETS.get(3), now);

        assertThat(spring.heldMicros()).isEqualTo(500_000);
        assertThat(spring.spentMicros()).isEqualTo(700_000);
        assertThat(books.of("acme").account(BUDGETS.get(4), now).heldMicros()).isZero();
        assertThat(books.of("globex").account(BUDGETS.get(3), now).heldMicros()).isZero();
    }

    @Test
    void loseAnIncreaseAtItsEndThoughNobodySaysSo() {
        Instant before = MORE.until().minusMillis(1);
        Purse during = new Purse(books.of("acme"), BUDGETS, before);
        assertThat(during.hold("a", OTHER_SPRING, 3_500_000)).isTrue();

        Purse after = new Purse(books.of("acme"), BUDGETS, MORE.until());

        assertThat(during.headroom(OTHER_SPRING).leftMicros()).isEqualTo(1_500_000);
        assertThat(after.headroom(OTHER_SPRING).leftMicros()).isEqualTo(-500_000);
        assertThat(after.hold("b", OTHER_SPRING, 1)).isFalse();
        assertThat(after.hold("c", SALE, 1)).isTrue();
    }

    @Test
    void nameTheFirstThatHasNoRoom() {
        Purse purse = new Purse(books.of("acme"), BUDGETS, now);
        purse.hold("a", SALE, 3_900_000);

        assertThat(purse.headroom(SALE).without(100_001).orElseThrow().refusal("nano 1K", 100_001))
                .isEqualTo("nano 1K would hold up to 100001 micro-USD, no room in budget sale (project shoes, campaign"
                        + " sale): limit 4000000 micro-USD from 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z, 0 spent,"
                        + " 3900000 held");
        assertThat(purse.headroom(SALE).without(9_000_000).orElseThrow().name()).isEqualTo("day");
        assertThat(purse.headroom(SPRING).without(100_001)).isEmpty();
    }

    private TenantBooks books() {
        return new TenantBooks(store, _ -> {});
    }

    private static Model copy(Model model) {
        Model copy = new Model();
        copy.attempts.putAll(model.attempts);
        return copy;
    }

    private static Period calendar(Period.Unit unit, ZoneId zone) {
        return new Period.Calendar(unit, zone);
    }

    private static Budget budget(
            String id,
            @Nullable String project,
            @Nullable String campaign,
            Period.Unit unit,
            ZoneId zone,
            long micros) {
        return new Budget(id, project, campaign, calendar(unit, zone), micros, List.of());
    }
}
