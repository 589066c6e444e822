package io.diptych.cost.rollup;

import io.diptych.events.CostRollup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rollups: what facts add to the windows they fall into, and what two values of the same window make together.
public final class Rollups {
    private Rollups() {}

    /// What a fact adds to every cube it falls into, in the cube's shortest window. The longer ones have the same.
    ///
    /// @param at when it happened
    public static List<CostRollup> deltas(Measures fact, Dimensions dimensions, Instant at, Instant now) {
        List<CostRollup> deltas = new ArrayList<>();
        for (Cube cube : Cube.values()) {
            if (cube.has(dimensions)) {
                deltas.add(delta(fact, dimensions, cube, at, now));
            }
        }
        return deltas;
    }

    private static CostRollup delta(Measures fact, Dimensions dimensions, Cube cube, Instant at, Instant now) {
        Window window = cube.windows().getFirst();
        Instant start = window.startOf(at);
        return fact.write(cube.place(CostRollup.newBuilder(), dimensions))
                .setWindow(window.iso())
                .setWindowStart(start)
                .setWindowEnd(window.endOf(start))
                .setOccurredAt(now)
                .build();
    }

    /// The same in each window of its cube, shortest first.
    public static List<CostRollup> windows(CostRollup delta) {
        List<CostRollup> windows = new ArrayList<>();
        for (Window window : Cube.valueOf(delta.getCube()).windows()) {
            Instant start = window.startOf(delta.getWindowStart());
            windows.add(CostRollup.newBuilder(delta)
                    .setWindow(window.iso())
                    .setWindowStart(start)
                    .setWindowEnd(window.endOf(start))
                    .build());
        }
        return windows;
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
