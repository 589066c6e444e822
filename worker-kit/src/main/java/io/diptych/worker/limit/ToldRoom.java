package io.diptych.worker.limit;

import io.diptych.worker.provider.RateLimits.Room;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One limit of the account as the provider last told it, and what we used since.
///
/// Limits per minute fill evenly, as the times until they are full show; where the provider does not tell the limit
/// itself, nothing is counted on before its reset, and everything after it.
///
/// @param left      of it, at that moment; less than nothing where more was used than we were told of
/// @param asOf      that moment
/// @param limit     all of it; infinite where it is not told
/// @param perSecond how much of it comes back
/// @param fullAt    when all of it is there again
record ToldRoom(double left, Instant asOf, double limit, double perSecond, Instant fullAt) {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final Duration UNTOLD = Duration.ofSeconds(2);

    /// What an answer tells. It may be older than what we know: calls that started meanwhile are not in it, so the
    /// lesser figure counts.
    static ToldRoom of(Room told, @Nullable ToldRoom before, Instant now) {
        Duration reset = told.reset() == null ? UNTOLD : told.reset();
        Instant fullAt = now.plus(reset);
        double remaining = (double) told.remaining();
        Long limit = told.limit();
        if (limit == null || limit < 1) {
            return new ToldRoom(remaining, now, Double.POSITIVE_INFINITY, 0, fullAt);
        }
        double all = (double) limit.longValue();
        double missing = all - remaining;
        double perSecond = missing > 0 && reset.isPositive()
                ? missing * MILLIS_PER_SECOND / Math.max(1, reset.toMillis())
                : all / SECONDS_PER_MINUTE;
        double left = before == null || Double.compare(before.limit, all) != 0
                ? remaining
                : Math.min(remaining, before.left(now));
        return new ToldRoom(left, now, all, perSecond, fullAt);
    }

    /// What is left now.
    double left(Instant now) {
        if (Double.isInfinite(limit)) {
            return now.isBefore(fullAt) ? left : limit;
        }
        return Math.min(limit, left + perSecond * Duration.between(asOf, now).toMillis() / MILLIS_PER_SECOND);
    }

    /// The same after so much was used.
    ToldRoom less(double used, Instant now) {
        return Double.isInfinite(limit)
                ? new ToldRoom(left - used, asOf, limit, perSecond, fullAt)
                : new ToldRoom(left(now) - used, now, limit, perSecond, fullAt);
    }

    /// When so much is left.
    Instant until(double wanted, Instant now) {
        double missing = wanted - left(now);
        if (missing <= 0) {
            return now;
        }
        return Double.isInfinite(limit)
                ? fullAt
                : now.plusMillis((long) Math.ceil(missing / perSecond * MILLIS_PER_SECOND));
    }
}
