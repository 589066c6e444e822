package io.diptych.cost.pricing;

import io.diptych.events.Provenance;
import org.jspecify.annotations.Nullable;

/// What an attempt costs and how that is known.
///
/// @param micros      in micro-USD; null where the price is unknown, which is never zero
/// @param explanation the sum, or what is missing, for a person
record Amount(@Nullable Long micros, Provenance provenance, String explanation) {

    static Amount unknown(String why) {
        return new Amount(null, Provenance.ESTIMATED, why);
    }
}
