package io.diptych.cost.balance;

import io.diptych.events.Posting;
import org.jspecify.annotations.Nullable;

/// One posting to be made.
///
/// @param posting         its kind
/// @param number          the how many-th of its kind for the attempt, from 1: the end of its id
/// @param amountMicros    signed, in micro-USD; null where the price is unknown
/// @param settles         number of the HOLD or CHARGE that it settles; 0 where it settles none
/// @param settlesUnpriced whether that one's price was unknown
public record Move(Posting posting, int number, @Nullable Long amountMicros, int settles, boolean settlesUnpriced) {}
