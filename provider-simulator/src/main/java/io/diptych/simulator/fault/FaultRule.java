package io.diptych.simulator.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Makes a share of the calls go wrong.
///
/// @param model   the model it is about, null for all
/// @param mode    how they go wrong
/// @param rate    the share of calls it strikes, 0 to 1
/// @param times   how many calls it strikes at most, null for no limit
/// @param request how the client's ids of the calls begin that it is about, null for all; a batch is called
/// by the id
///                of its submission, its items by their own
/// @param from    when it begins to strike, null for at once
/// @param until   when it ends, null for never
public record FaultRule(
        @Nullable String model,
        FaultMode mode,
        double rate,
        @Nullable Integer times,
        @Nullable String request,
        @Nullable Instant from,
        @Nullable Instant until) {

    public FaultRule {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate is " + rate + ", but must be between 0 and 1");
        }
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times is " + times + ", but must be at least 1");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("until is " + until + ", but must be after from, which is " + from);
        }
    }

    /// A rule about every call, at any time.
    public FaultRule(@Nullable String model, FaultMode mode, double rate, @Nullable Integer times) {
        this(model, mode, rate, times, null, null, null);
    }

    /// Strikes every call of every model.
    public static FaultRule always(FaultMode mode) {
        return new FaultRule(null, mode, 1, null);
    }

    /// The same rule, about calls whose client's ids begin like this.
    public FaultRule of(String requests) {
        return new FaultRule(model, mode, rate, times, requests, from, until);
    }

    /// Whether it is about this call at this time.
    boolean isAbout(String calledModel, String requestId, Instant now) {
        return (model == null || model.equals(calledModel))
                && (request == null || requestId.startsWith(request))
                && (from == null || !now.isBefore(from))
                && (until == null || now.isBefore(until));
    }
}
