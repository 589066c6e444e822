package io.diptych.router.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One tenant's books in memory, added up anew at each question.
final class BooksOfPaper implements Books {
    private final Map<String, AttemptMoney> attempts = new HashMap<>();
    private final Map<Scope, Long> held = new HashMap<>();
    private final List<Spent> spent = new ArrayList<>();

    private record Spent(Scope scope, Instant at, long micros) {}

    @Override
    public Account account(Budget budget, Instant now) {
        Span span = budget.period().at(now);
        long spentIn = spent.stream()
                .filter(each -> budget.covers(each.scope()) && span.contains(each.at()))
                .map(Spent::micros)
                .reduce(0L, Micros::plus);
        long heldFor = held.entrySet().stream()
                .filter(each -> budget.covers(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(0L, Micros::plus);
        return new Account(span, spentIn, heldFor);
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
    public void hold(Scope scope, long micros) {
        held.merge(scope, micros, Micros::plus);
    }

    @Override
    public void spend(Scope scope, Instant at, long micros) {
        spent.add(new Spent(scope, at, micros));
    }
}
