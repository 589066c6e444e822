package io.diptych.router.kafka;

import io.diptych.router.budget.Account;
import io.diptych.router.budget.AttemptMoney;
import io.diptych.router.budget.Books;
import io.diptych.router.budget.Purse;
import io.diptych.router.budget.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The books of all tenants of a partition, in one store: accounts under `a|tenant`, attempts under `m|tenant|attempt`,
/// quarters of an hour under `s|tenant|quarter`.
final class TenantBooks {
    /// How long a settled attempt is remembered: longer than the ledger's postings may come late or again.
    static final Duration ATTEMPT_MEMORY = Duration.ofDays(8);
    /// How long it is remembered what was spent: as long as the ledger's topic.
    static final Duration SPENT_MEMORY = Duration.ofDays(400);

    private static final long QUARTER_SECONDS = 900;
    private static final int SLICE = 5_000;
    private static final String ACCOUNTS = "a|";
    private static final String AFTER_ACCOUNTS = "a}";
    private static final String ATTEMPTS = "m|";
    private static final String SPENT = "s|";

    private final KeyValueStore<String, byte[]> store;
    private final AgeSweep<byte[]> sweep;
    private final LongConsumer heldChanges;

    /// @param heldChanges told by how much the sum of holds changes, in micro-USD
    TenantBooks(KeyValueStore<String, byte[]> store, LongConsumer heldChanges) {
        this.store = store;
        this.sweep = new AgeSweep<>(store, SLICE);
        this.heldChanges = heldChanges;
    }

    /// What is held for all tenants, in micro-USD.
    long held() {
        long held = 0;
        try (KeyValueIterator<String, byte[]> accounts = store.range(ACCOUNTS, AFTER_ACCOUNTS)) {
            while (accounts.hasNext()) {
                held += BooksCodec.account(accounts.next().value).heldMicros();
            }
        }
        return held;
    }

    /// Forgets some of what is too old to matter. What the ledger holds stays held until the ledger settles it; what
    /// only we
    /// hold is let go of after so long, since no topic has its job any more.
    ///
    /// @return the attempts that were let go of
    List<String> tidy(Instant now) {
        Instant oldestAttempt = now.minus(ATTEMPT_MEMORY);
        long oldestQuarter = quarter(now.minus(SPENT_MEMORY));
        List<String> abandoned = new ArrayList<>();
        for (KeyValue<String, byte[]> old : sweep.due(entry -> isOld(entry, oldestAttempt, oldestQuarter))) {
            if (old.key.startsWith(ATTEMPTS) && !BooksCodec.attempt(old.value).settled()) {
                String[] parts = old.key.split("\\|", 3);
                new Purse(new OfOne(parts[1]), null, now).release(parts[2]);
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
        return entry.key.startsWith(SPENT)
                && Long.parseLong(entry.key.substring(entry.key.lastIndexOf('|') + 1)) < oldestQuarter;
    }

    /// The books of one tenant.
    Books of(String tenant) {
        return new OfOne(keyOf(tenant));
    }

    /// A tenant as a part of keys: without separators, in plain letters.
    static String keyOf(String tenant) {
        return URLEncoder.encode(tenant, StandardCharsets.UTF_8);
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
        public @Nullable Account account() {
            byte[] bytes = store.get(ACCOUNTS + tenant);
            return bytes == null ? null : BooksCodec.account(bytes);
        }

        @Override
        public void account(Account account) {
            Account before = account();
            store.put(ACCOUNTS + tenant, BooksCodec.bytes(account));
            heldChanges.accept(account.heldMicros() - (before == null ? 0 : before.heldMicros()));
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
        public void spend(Instant at, long micros) {
            String key = quarterKey(quarter(at));
            store.put(key, BooksCodec.bytes(saturated(BooksCodec.micros(store.get(key)), micros)));
        }

        @Override
        public long spentIn(Span span) {
            long spent = 0;
            long last = quarter(span.end().minusMillis(1));
            try (KeyValueIterator<String, byte[]> quarters =
                    store.range(quarterKey(quarter(span.start())), quarterKey(last))) {
                while (quarters.hasNext()) {
                    spent = saturated(spent, BooksCodec.micros(quarters.next().value));
                }
            }
            return spent;
        }

        private String attemptKey(String attemptId) {
            return ATTEMPTS + tenant + '|' + attemptId;
        }

        private String quarterKey(long quarter) {
            return SPENT + tenant + '|' + "%010d".formatted(quarter);
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
