package io.diptych.router.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is written down of one tenant. A seam: a state store in the router, a map in tests.
///
/// Held and spent are written down by scope, not by budget: so a budget that begins, changes or comes
/// back finds what there was before.
public interface Books {
    /// Where a budget stands in the period that a moment lies in.
    Account account(Budget budget, Instant now);

    /// What is known of an attempt's money; null where nothing is.
    @Nullable
    AttemptMoney attempt(String attemptId);

    /// Writes down what is known of an attempt's money.
    void attempt(String attemptId, AttemptMoney money);

    /// Adds to what is held for a scope.
    void hold(Scope scope, long micros);

    /// Adds to what was spent for a scope in the quarter of an hour that a moment lies in. Calendar
    /// periods of every time zone begin at such a quarter.
    void spend(Scope scope, Instant at, long micros);
}
