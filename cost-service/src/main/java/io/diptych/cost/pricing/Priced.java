package io.diptych.cost.pricing;

import io.diptych.cost.balance.Knowledge;
import org.jspecify.annotations.Nullable;

/// What a result says of its attempt's cost, with the reasons that its postings carry.
///
/// @param word        for the balance
/// @param charge      the charge; null where there is none
/// @param hold        what is kept back; null where nothing is
/// @param savedMicros what the standard lane would have cost more; null where that is not known
record Priced(
        Knowledge word,
        @Nullable Amount charge,
        @Nullable Amount hold,
        @Nullable Long savedMicros) {}
