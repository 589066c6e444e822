package io.diptych.router.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is written down of one tenant. A seam: a state store in the router, a map in tests.
public interface Books {
    /// Where the tenant stands; null before the first look.
    @Nullable
    Account account();

    /// Writes down where the tenant stands.
    void account(Account account);

    /// What is known of an attempt's money; null where nothing is.
    @Nullable
    AttemptMoney attempt(String attemptId);

    /// Writes down what is known of an attempt's money.
    void attempt(String attemptId, AttemptMoney money);

    /// Adds to what was spent in the quarter of an hour that a moment lies in. Calendar periods of every time zone
    /// begin at such a quarter.
    void spend(Instant at, long micros);

    /// What was spent from the quarter that the span's start lies in until its end.
    long spentIn(Span span);
}
