package io.diptych.cost.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a budget stands in one period. Open holds count as if they were spent: what nobody knows must not be spent
/// again.
///
/// @param start       of the period, inclusive
/// @param end         of the period, exclusive
/// @param spentMicros charges, corrections and credits
/// @param heldMicros  open holds
public record Standing(Budget budget, Instant start, Instant end, long spentMicros, long heldMicros) {
    /// The part of a period before whose end nothing can be said of its whole.
    private static final int TOO_EARLY = 50;

    /// The same after more was posted.
    public Standing plus(long spent, long held) {
        return new Standing(budget, start, end, Math.addExact(spentMicros, spent), Math.addExact(heldMicros, held));
    }

    /// Spent and held.
    public long committedMicros() {
        return Math.addExact(spentMicros, heldMicros);
    }

    /// Whole percents of what may be spent that are spent or held; at least 0.
    public int percent(Instant now) {
        long committed = Math.max(0, committedMicros());
        double percent = Math.floor(committed * 100.0 / budget.planMicros(now));
        return (int) Math.min(Integer.MAX_VALUE, percent);
    }

    /// The highest threshold that is reached; 0 for none.
    public int crossed(Instant now) {
        return reached(now, 0).stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /// Thresholds above one that are reached.
    public List<Integer> reached(Instant now, int above) {
        int percent = percent(now);
        return budget.thresholds().stream()
                .filter(threshold -> threshold > above && threshold <= percent)
                .toList();
    }

    /// Whether nothing more may be bought.
    public boolean isExhausted(Instant now) {
        return budget.hard() && committedMicros() >= budget.planMicros(now);
    }

    /// What will have been spent by the end at the mean pace since the start:
    /// `(spent + held) x length / elapsed`, rounded down. Null in the first fiftieth of the period, when one
    /// job more or less would change everything.
    public @Nullable Long forecastMicros(Instant now) {
        long length = Duration.between(start, end).toMillis();
        long elapsed = Math.min(length, Duration.between(start, now).toMillis());
        return elapsed <= 0 || elapsed < length / TOO_EARLY
                ? null
                : Long.valueOf((long) ((double) committedMicros() * length / elapsed));
    }
}
