package io.diptych.worker.limit;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What may be used of one limit per minute. It may be overdrawn by what turns out only afterwards;
/// then it takes until that is made good.
final class Allowance {
    private static final int SECONDS = 60;
    private static final Duration LONGEST_DEBT = Duration.ofHours(1);

    private final RateLimiter limiter;

    private Allowance(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /// An even pace: a second's worth at a time, or one at a time where a second is worth less.
    static @Nullable Allowance of(String name, @Nullable Integer perMinute, double share) {
        if (perMinute == null) {
            return null;
        }
        double mine = perMinute * share;
        int atOnce = Math.max(1, (int) (mine / SECONDS));
        return new Allowance(RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(atOnce)
                        .limitRefreshPeriod(Duration.ofNanos((long) (atOnce * 60e9 / mine)))
                        .timeoutDuration(LONGEST_DEBT)
                        .build()));
    }

    /// What is left now; below zero where it is overdrawn.
    int left() {
        return limiter.getMetrics().getAvailablePermissions();
    }

    /// Uses some, now or on account.
    void use(int amount) {
        if (amount > 0) {
            // The answer, how long to wait, is not asked for: whoever asks looks at what is left.
            var _ = limiter.reservePermission(amount);
        }
    }
}
