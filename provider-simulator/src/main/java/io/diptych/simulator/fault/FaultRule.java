package io.diptych.simulator.fault;

import org.jspecify.annotations.Nullable;

/// Makes a share of the calls go wrong.
///
/// @param model the model it is about, null for all
/// @param rate  the share of calls it strikes, 0 to 1
/// @param times how many calls it strikes at most, null for no limit
public record FaultRule(
        @Nullable String model,
        FaultMode mode,
        double rate,
        @Nullable Integer times) {

    public FaultRule {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate is " + rate + ", but must be between 0 and 1");
        }
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times is " + times + ", but must be at least 1");
        }
    }

    /// Strikes every call of every model.
    public static FaultRule always(FaultMode mode) {
        return new FaultRule(null, mode, 1, null);
    }
}
