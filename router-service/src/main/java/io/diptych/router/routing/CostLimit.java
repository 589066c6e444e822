package io.diptych.router.routing;

import org.jspecify.annotations.Nullable;

/// What one job may cost over all its attempts. The caller's limit is a promise, so an unknown price breaks it; the
/// policy's is a guard against runaway jobs, which an unknown price passes with a note.
///
/// @param callerMicros caller's limit in micro-USD; null for none
/// @param policyMicros policy's limit in micro-USD; null for none
record CostLimit(@Nullable Long callerMicros, @Nullable Long policyMicros) {

    /// What the limits say of another attempt.
    sealed interface Answer {}

    /// It may be bought.
    ///
    /// @param note what is to be said about it; empty for nothing
    record Within(String note) implements Answer {}

    /// It may not.
    record Beyond(String reason) implements Answer {}

    /// Whether another attempt may be bought.
    ///
    /// @param micros price of the attempt; null where unknown
    /// @param spent  price of the attempts before it, as far as it is known
    Answer check(@Nullable Long micros, long spent) {
        if (micros == null) {
            return callerMicros == null
                    ? new Within(", at an unknown price")
                    : new Beyond("its price is unknown, the request allows " + callerMicros + " micro-USD");
        }
        if (callerMicros != null && spent + micros > callerMicros) {
            return new Beyond(costs(micros, spent) + "the request allows " + callerMicros);
        }
        if (policyMicros != null && spent + micros > policyMicros) {
            return new Beyond(costs(micros, spent) + "the policy allows " + policyMicros);
        }
        return new Within("");
    }

    private static String costs(long micros, long spent) {
        return "costs up to " + micros + " micro-USD" + (spent == 0 ? ", " : " after " + spent + ", ");
    }
}
