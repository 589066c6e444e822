package io.diptych.router.budget;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One tenant's books in memory.
final class BooksOfPaper implements Books {
    private final Map<String, AttemptMoney> attempts = new HashMap<>();
    private final TreeMap<Instant, Long> spent = new TreeMap<>();
    private @Nullable Account account;

    @Override
    public @Nullable Account account() {
        return account;
    }

    @Override
    public void account(Account now) {
        account = now;
    }

    @Override
    public @Nullable AttemptMoney attempt(String attemptId) {
        return attempts.get(attemptId);
    }

    @Override
    public void attempt(String attemptId, AttemptMoney money) {
        attempts.put(attemptId, money);
    }

    @Override
    public void spend(Instant at, long micros) {
        spent.merge(at, micros, Micros::plus);
    }

    @Override
    public long spentIn(Span span) {
        return spent.subMap(span.start(), span.end()).values().stream().reduce(0L, Micros::plus);
    }
}
