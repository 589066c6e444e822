package io.diptych.catalog;

/// What something costs, or why that is not known. Unknown is never treated as zero.
public sealed interface Price {

    /// A known price.
    ///
    /// @param amount           rounded once to whole micro-dollars, half up
    /// @param priceBook        name of the book it comes from
    /// @param priceBookVersion version of that book
    /// @param explanation      the arithmetic, for people
    record Known(Money amount, String priceBook, String priceBookVersion, String explanation) implements Price {}

    /// No price: the book lacks one, or the attempt lacks a number that the price depends on.
    ///
    /// @param reason what is missing
    record Unknown(String reason) implements Price {}
}
