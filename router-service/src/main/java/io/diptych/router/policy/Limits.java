package io.diptych.router.policy;

import org.jspecify.annotations.Nullable;

/// How far a policy goes for one job.
///
/// @param attempts      most attempts, the first included
/// @param costMicros    most that all attempts may cost together in micro-USD, by the price book's
///                      estimates; null for no limit. A price that the book does not know passes
///                      this limit, and says so; it never passes a caller's own limit.
/// @param unknownBuys   how often an attempt that ended without anyone knowing whether it was
///                      charged is bought again; null where a person is asked each time
/// @param latencyMillis longest usual time of a route in milliseconds; null for no limit. It does
///                      not hold for batches, which nobody waits for.
/// @param backoffMillis pause before the same route is asked again where no other is left, in
///                      milliseconds; each further one is twice as long
public record Limits(
        int attempts,
        @Nullable Long costMicros,
        @Nullable Integer unknownBuys,
        @Nullable Long latencyMillis,
        long backoffMillis) {
    /// Pause where a policy says nothing.
    public static final long BACKOFF_MILLIS = 5_000;
    /// What holds where a policy says nothing.
    public static final Limits DEFAULT = new Limits(3, null, 1);

    public Limits {
        if (attempts < 1 || (unknownBuys != null && unknownBuys < 0) || backoffMillis < 1) {
            throw new IllegalArgumentException("attempts are " + attempts + ", unknownBuys " + unknownBuys
                    + " and backoffMillis " + backoffMillis + ", expected at least 1, 0 and 1");
        }
    }

    /// Limits with the usual pause.
    public Limits(
            int attempts, @Nullable Long costMicros, @Nullable Integer unknownBuys, @Nullable Long latencyMillis) {
        this(attempts, costMicros, unknownBuys, latencyMillis, BACKOFF_MILLIS);
    }

    /// Limits without one on time.
    public Limits(int attempts, @Nullable Long costMicros, @Nullable Integer unknownBuys) {
        this(attempts, costMicros, unknownBuys, null);
    }

    /// Whether a person decides if an attempt of which nobody knows whether it was charged is bought again.
    public boolean asksAfterUnknown() {
        return unknownBuys == null;
    }

    /// The same limits, under which a person is asked.
    public Limits askingAfterUnknown() {
        return new Limits(attempts, costMicros, null, latencyMillis, backoffMillis);
    }
}
