package io.diptych.simulator.invoice;

import java.util.OptionalLong;

/// The prices a simulated provider bills by.
public sealed interface PriceBook permits TokenPrices, ImagePrices, SecondPrices {

    String name();

    /// What the purchase costs in millionths of a US dollar, rounded half up once; empty if the book has no price for
    /// it.
    OptionalLong amountMicros(Purchase purchase);
}
