package io.diptych.router.budget;

import org.jspecify.annotations.Nullable;

/// What one budget has room for at one moment.
///
/// @param name        for a person and for the decision's record
/// @param label       name and what it is for, for a person
/// @param span        its period; null where none is known
/// @param limitMicros in micro-USD, increases included
/// @param spentMicros in the period, in micro-USD
/// @param heldMicros  in micro-USD
/// @param waitedFor   whether others came before and wait for it: then it has no room for who comes now
public record Room(
        String name,
        String label,
        @Nullable Span span,
        long limitMicros,
        long spentMicros,
        long heldMicros,
        boolean waitedFor) {

    /// What may still be held, in micro-USD; below zero where more is gone than the limit allows.
    public long leftMicros() {
        long left = Micros.minus(hopeMicros(), heldMicros);
        return waitedFor ? Math.min(0, left) : left;
    }

    /// What could be held if everything were released that is held now, in micro-USD.
    long hopeMicros() {
        return Micros.minus(limitMicros, spentMicros);
    }

    /// Limit, spent and held, for a person.
    public String figures() {
        return span == null
                ? label + ": " + leftMicros() + " micro-USD left"
                : label + ": limit " + limitMicros + " micro-USD"
                        + " from " + span.start() + " to " + span.end() + ", " + spentMicros + " spent, "
                        + heldMicros + " held" + (waitedFor ? ", others wait for it" : "");
    }

    /// Why it has no room, for a person.
    ///
    /// @param what   who wants room
    /// @param micros what would be held
    public String refusal(String what, long micros) {
        return what + " would hold up to " + micros + " micro-USD, no room in " + figures();
    }
}
