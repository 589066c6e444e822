package io.diptych.cost.rollup;

import io.diptych.events.CostRollup;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What facts count for. Adding is commutative and associative, so that the order of facts plays no part.
///
/// @param charges      attempts that were charged
/// @param images       images that were bought by them
/// @param rework       those of them that were not their job's first
/// @param amountMicros charges, corrections and credits in micro-USD, where their amount is known
/// @param heldMicros   holds less their releases in micro-USD, where their amount is known
/// @param unpriced     postings whose amount is unknown
/// @param reworkMicros the part of the amount that was spent on rework and regenerations
/// @param savedMicros  what the standard lane would have cost more, and repeats that were answered
/// @param attempts     attempts that ended
/// @param calls        calls sent to providers
/// @param retries      those of them after an attempt's first
/// @param regenerations attempts for images that the caller asked for again
/// @param accepted     images that were delivered
/// @param escalations  demands for another attempt
/// @param failed       attempts that failed, by code
/// @param latencies    times at the provider as [Latencies] writes them; null for none
public record Measures(
        long charges,
        long images,
        long rework,
        long amountMicros,
        long heldMicros,
        long unpriced,
        long reworkMicros,
        long savedMicros,
        long attempts,
        long calls,
        long retries,
        long regenerations,
        long accepted,
        long escalations,
        Map<String, Long> failed,
        @Nullable ByteBuffer latencies) {
    /// Nothing.
    public static final Measures ZERO = new Measures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), null);
    /// An image that was delivered.
    public static final Measures DELIVERED = new Measures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, Map.of(), null);
    /// A demand for another attempt.
    public static final Measures ESCALATED = new Measures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, Map.of(), null);

    /// A repeat that was answered with an image that there is.
    ///
    /// @param micros what that image cost over all its attempts
    public static Measures saved(long micros) {
        return new Measures(0, 0, 0, 0, 0, 0, 0, micros, 0, 0, 0, 0, 0, 0, Map.of(), null);
    }

    public Measures {
        failed = Map.copyOf(failed);
    }

    /// Of a sum that was made.
    public static Measures of(CostRollup rollup) {
        return new Measures(
                rollup.getCharges(),
                rollup.getImages(),
                rollup.getRework(),
                rollup.getAmountMicros(),
                rollup.getHeldMicros(),
                rollup.getUnpriced(),
                rollup.getReworkMicros(),
                rollup.getSavedMicros(),
                rollup.getAttempts(),
                rollup.getCalls(),
                rollup.getRetries(),
                rollup.getRegenerations(),
                rollup.getAccepted(),
                rollup.getEscalations(),
                rollup.getFailed(),
                rollup.getLatencies());
    }

    /// Both together.
    public Measures plus(Measures other) {
        return new Measures(
                charges + other.charges,
                images + other.images,
                rework + other.rework,
                Math.addExact(amountMicros, other.amountMicros),
                Math.addExact(heldMicros, other.heldMicros),
                unpriced + other.unpriced,
                Math.addExact(reworkMicros, other.reworkMicros),
                Math.addExact(savedMicros, other.savedMicros),
                attempts + other.attempts,
                calls + other.calls,
                retries + other.retries,
                regenerations + other.regenerations,
                accepted + other.accepted,
                escalations + other.escalations,
                failed(failed, other.failed),
                latencies(latencies, other.latencies));
    }

    /// What an accepted image costs in micro-USD, rounded half up; null where there is none.
    public @Nullable Long perAcceptedMicros() {
        return accepted < 1 ? null : Long.valueOf(Math.floorDiv(2 * amountMicros + accepted, 2 * accepted));
    }

    CostRollup.Builder write(CostRollup.Builder rollup) {
        if (latencies != null) {
            Latencies times = Latencies.none().plus(latencies);
            rollup.setP50Millis(times.quantile(0.5))
                    .setP95Millis(times.quantile(0.95))
                    .setP99Millis(times.quantile(0.99));
        }
        return rollup.setCharges(charges)
                .setImages(images)
                .setRework(rework)
                .setAmountMicros(amountMicros)
                .setHeldMicros(heldMicros)
                .setUnpriced(unpriced)
                .setReworkMicros(reworkMicros)
                .setSavedMicros(savedMicros)
                .setAttempts(attempts)
                .setCalls(calls)
                .setRetries(retries)
                .setRegenerations(regenerations)
                .setAccepted(accepted)
                .setEscalations(escalations)
                .setFailed(failed)
                .setLatencies(latencies);
    }

    private static Map<String, Long> failed(Map<String, Long> one, Map<String, Long> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Map<String, Long> both = new TreeMap<>(one);
        other.forEach((code, count) -> both.merge(code, count, Long::sum));
        return both;
    }

    private static @Nullable ByteBuffer latencies(@Nullable ByteBuffer one, @Nullable ByteBuffer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Latencies.none().plus(one).plus(other).bytes();
    }
}
