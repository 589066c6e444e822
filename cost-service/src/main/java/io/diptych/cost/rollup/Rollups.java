package io.diptych.cost.rollup;

import io.diptych.events.CostRollup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rollups: what facts add to the windows they fall into, and what two values of the same window make together.
public final class Rollups {
    private Rollups() {}

    /// What a fact adds to every cube and window it falls into.
    ///
    /// @param at when it happened
    public static List<CostRollup> deltas(Measures fact, Dimensions dimensions, Instant at, Instant now) {
        List<CostRollup> deltas = new ArrayList<>();
        for (Cube cube : Cube.values()) {
            if (cube.has(dimensions)) {
                cube.windows().forEach(window -> deltas.add(delta(fact, dimensions, cube, window, at, now)));
            }
        }
        return deltas;
    }

    /// What a fact adds to one window.
    static CostRollup delta(Measures fact, Dimensions dimensions, Cube cube, Window window, Instant at, Instant now) {
        Instant start = window.startOf(at);
        return fact.write(cube.place(CostRollup.newBuilder(), dimensions))
                .setWindow(window.iso())
                .setWindowStart(start)
                .setWindowEnd(window.endOf(start))
                .setOccurredAt(now)
                .build();
    }

    /// Both together.
    ///
    /// @param sum   what there was; null for nothing
    /// @param delta what comes, of the same dimensions and window
    public static CostRollup plus(@Nullable CostRollup sum, CostRollup delta, Instant now) {
        Measures before = sum == null ? Measures.ZERO : Measures.of(sum);
        return before.plus(Measures.of(delta))
                .write(CostRollup.newBuilder(delta))
                .setOccurredAt(now)
                .build();
    }
}
