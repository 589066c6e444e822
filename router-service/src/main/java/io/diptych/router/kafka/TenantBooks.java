package io.diptych.router.kafka;

import io.diptych.router.budget.Account;
import io.diptych.router.budget.AttemptMoney;
import io.diptych.router.budget.Books;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Purse;
import io.diptych.router.budget.Scope;
import io.diptych.router.budget.Span;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The books of all tenants of a partition, in one store: attempts under `m|tenant|attempt`, what is
/// held under `h|tenant|project|campaign`, what was spent under `s|tenant|quarter|project|campaign`.
///
/// Where a budget stands is added up from these when it is first asked for and when its period begins,
/// and kept in memory from then on. It is never written down, so it cannot differ from what is.
final class TenantBooks {
    /// How long a settled attempt is remembered: longer than the ledger's postings may come late or
    /// again.
    static final Duration ATTEMPT_MEMORY = Duration.ofDays(8);
    /// How long it is remembered what was spent: as long as the ledger's topic.
    static final Duration SPENT_MEMORY = Duration.ofDays(400);

    private static final long QUARTER_SECONDS = 900;
    private static final int SLICE = 5_000;
    private static final String ATTEMPTS = "m|";
    private static final String HELD = "h|";
    private static final String SPENT = "s|";
    private static final char AFTER = '}';
    /// Stands for no project and no campaign: no encoded text has it.
    private static final String NONE = "%";

    private final KeyValueStore<String, byte[]> store;
    private final AgeSweep<byte[]> sweep;
    private final LongConsumer heldChanges;
    private final Map<String, Map<Name, Kept>> kept = new HashMap<>();

    /// @param heldChanges told by how much the sum of holds changes, in micro-USD
    TenantBooks(KeyValueStore<String, byte[]> store, LongConsumer heldChanges) {
        this.store = store;
        this.sweep = new AgeSweep<>(store, SLICE);
        this.heldChanges = heldChanges;
    }

    private record Name(String id, Scope scope) {}

    private record Kept(Budget budget, Account account) {}

    /// What is held for all tenants, in micro-USD.
    long held() {
        long held = 0;
        try (KeyValueIterator<String, byte[]> scopes = store.range(HELD, "h" + AFTER)) {
            while (scopes.hasNext()) {
                held = saturated(held, BooksCodec.micros(scopes.next().value));
            }
        }
        return held;
    }

    /// Forgets some of what is too old to matter. What the ledger holds stays held until the ledger
    /// settles it; what only we hold is let go of after so long, since no topic has its job any more.
    ///
    /// @return the attempts that were let go of
    List<String> tidy(Instant now) {
        Instant oldestAttempt = now.minus(ATTEMPT_MEMORY);
        long oldestQuarter = quarter(now.minus(SPENT_MEMORY));
        List<String> abandoned = new ArrayList<>();
        for (KeyValue<String, byte[]> old : sweep.due(entry -> isOld(entry, oldestAttempt, oldestQuarter))) {
            if (old.key.startsWith(ATTEMPTS) && !BooksCodec.attempt(old.value).settled()) {
                String[] parts = old.key.split("\\|", 3);
                new Purse(new OfOne(parts[1]), List.of(), now).release(parts[2]);
                abandoned.add(parts[2]);
            } else {
                store.delete(old.key);
            }
        }
        return abandoned;
    }

    private static boolean isOld(KeyValue<String, byte[]> entry, Instant oldestAttempt, long oldestQuarter) {
        if (entry.key.startsWith(ATTEMPTS)) {
            AttemptMoney money = BooksCodec.attempt(entry.value);
            return (money.settled() || money.postings().isEmpty())
                    && money.touchedAt().isBefore(oldestAttempt);
        }
        return entry.key.startsWith(SPENT) && Long.parseLong(entry.key.split("\\|", 4)[2]) < oldestQuarter;
    }

    /// The books of one tenant.
    Books of(String tenant) {
        return new OfOne(keyOf(tenant));
    }

    /// A tenant as a part of keys: without separators, in plain letters.
    static String keyOf(String tenant) {
        return URLEncoder.encode(tenant, StandardCharsets.UTF_8);
    }

    private static String keyOf(Scope scope) {
        return part(scope.project()) + '|' + part(scope.campaign());
    }

    private static String part(@Nullable String text) {
        return text == null ? NONE : keyOf(text);
    }

    private static Scope scope(String project, String campaign) {
        return new Scope(text(project), text(campaign));
    }

    private static @Nullable String text(String part) {
        return part.equals(NONE) ? null : URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private static long quarter(Instant moment) {
        return Math.max(0, Math.floorDiv(moment.getEpochSecond(), QUARTER_SECONDS));
    }

    private final class OfOne implements Books {
        private final String tenant;

        OfOne(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public Account account(Budget budget, Instant now) {
            Map<Name, Kept> accounts = kept.computeIfAbsent(tenant, _ -> new HashMap<>());
            Name name = new Name(budget.id(), budget.scope());
            Kept before = accounts.get(name);
            if (before != null && stands(before, budget, now)) {
                return before.account();
            }
            Span span = budget.period().at(now);
            Account account = new Account(span, spentIn(span, budget), heldFor(budget));
            accounts.put(name, new Kept(budget, account));
            return account;
        }

        private static boolean stands(Kept before, Budget budget, Instant now) {
            Span span = before.account().span();
            return before.budget().period().equals(budget.period())
                    && (span.contains(now) || span.equals(budget.period().at(now)));
        }

        @Override
        public @Nullable AttemptMoney attempt(String attemptId) {
            byte[] bytes = store.get(attemptKey(attemptId));
            return bytes == null ? null : BooksCodec.attempt(bytes);
        }

        @Override
        public void attempt(String attemptId, AttemptMoney money) {
            store.put(attemptKey(attemptId), BooksCodec.bytes(money));
        }

        @Override
        public void hold(Scope scope, long micros) {
            String key = HELD + tenant + '|' + keyOf(scope);
            long sum = saturated(BooksCodec.micros(store.get(key)), micros);
            store.put(key, sum == 0 ? null : BooksCodec.bytes(sum));
            heldChanges.accept(micros);
            keep(scope, _ -> true, account -> account.holding(micros));
        }

        @Override
        public void spend(Scope scope, Instant at, long micros) {
            String key = SPENT + tenant + '|' + "%010d".formatted(quarter(at)) + '|' + keyOf(scope);
            store.put(key, BooksCodec.bytes(saturated(BooksCodec.micros(store.get(key)), micros)));
            keep(scope, account -> account.span().contains(at), account -> account.spending(micros));
        }

        private void keep(Scope scope, Predicate<Account> concerns, UnaryOperator<Account> change) {
            Map<Name, Kept> accounts = kept.get(tenant);
            if (accounts != null) {
                accounts.replaceAll((_, each) -> each.budget().covers(scope) && concerns.test(each.account())
                        ? new Kept(each.budget(), change.apply(each.account()))
                        : each);
            }
        }

        /// From the quarter that the span's start lies in until its end.
        private long spentIn(Span span, Budget budget) {
            String prefix = SPENT + tenant + '|';
            long last = quarter(span.end().minusMillis(1));
            return sum(
                    prefix + "%010d|".formatted(quarter(span.start())),
                    prefix + "%010d".formatted(last) + AFTER,
                    3,
                    budget);
        }

        private long heldFor(Budget budget) {
            return sum(HELD + tenant + '|', HELD + tenant + AFTER, 2, budget);
        }

        private long sum(String from, String to, int scopeAt, Budget budget) {
            long sum = 0;
            try (KeyValueIterator<String, byte[]> all = store.range(from, to)) {
                while (all.hasNext()) {
                    KeyValue<String, byte[]> one = all.next();
                    String[] parts = one.key.split("\\|", -1);
                    if (budget.isWhole() || budget.covers(scope(parts[scopeAt], parts[scopeAt + 1]))) {
                        sum = saturated(sum, BooksCodec.micros(one.value));
                    }
                }
            }
            return sum;
        }

        private String attemptKey(String attemptId) {
            return ATTEMPTS + tenant + '|' + attemptId;
        }
    }

    private static long saturated(long one, long other) {
        try {
            return Math.addExact(one, other);
        } catch (ArithmeticException e) {
            return one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
