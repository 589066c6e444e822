package io.diptych.cost.rollup;

import io.diptych.events.CostEntry;
import io.diptych.events.Failure;
import io.diptych.events.GenerationResult;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What single events count for.
public final class Facts {
    private Facts() {}

    /// A posting.
    public static Measures of(CostEntry entry) {
        long known = entry.getAmountMicros() == null ? 0 : entry.getAmountMicros();
        long unpriced = (entry.getAmountMicros() == null ? 1L : 0L) - (entry.getSettlesUnpriced() ? 1L : 0L);
        boolean later = entry.getAttemptNo() > 1;
        long rework = later || entry.getRegeneration() ? known : 0;
        long saved = entry.getSavedMicros() == null ? 0 : entry.getSavedMicros();
        return switch (entry.getPosting()) {
            case CHARGE -> money(1, entry.getImages(), later ? 1 : 0, known, 0, unpriced, rework, saved);
            case CORRECTION, CREDIT -> money(0, 0, 0, known, 0, unpriced, rework, 0);
            case HOLD, RELEASE -> money(0, 0, 0, 0, known, unpriced, 0, 0);
        };
    }

    /// An attempt that ended, without its postings.
    public static Measures of(GenerationResult result) {
        boolean regenerates = result.getJob().getRequest().getLineage().getRegenerateOf() != null;
        Failure failure = result.getFailure();
        return new Measures(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                result.getCalls(),
                Math.max(0, result.getCalls() - 1),
                regenerates ? 1 : 0,
                0,
                0,
                failure == null ? Map.of() : Map.of(failure.getCode().name(), 1L),
                latency(result));
    }

    private static @Nullable ByteBuffer latency(GenerationResult result) {
        return result.getProviderMillis() > 0 ? Latencies.ofOne(result.getProviderMillis()) : null;
    }

    private static Measures money(
            long charges, long images, long rework, long amount, long held, long unpriced, long reworked, long saved) {
        return new Measures(
                charges, images, rework, amount, held, unpriced, reworked, saved, 0, 0, 0, 0, 0, 0, Map.of(), null);
    }
}
