package io.diptych.catalog;

import org.jspecify.annotations.Nullable;

/// How one model is billed during one period.
sealed interface Rates permits TokenRates, ImageRates, SecondRates {

    /// What a finished attempt costs.
    Figure price(Consumption consumption);

    /// The highest plausible cost of an attempt not yet made.
    Figure estimate(Intent intent);

    /// An attempt not yet made: one image or clip.
    ///
    /// @param model       the model to buy from
    /// @param promptChars length of the prompt in characters
    /// @param unfinished  most unfinished images that are shown on the way
    record Intent(
            Model model,
            String tier,
            @Nullable PixelSize size,
            Lane lane,
            int promptChars,
            int references,
            int unfinished) {}
}
