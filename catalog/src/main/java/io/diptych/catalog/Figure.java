package io.diptych.catalog;

import java.math.BigDecimal;

/// An amount before rounding, or why there is none.
sealed interface Figure {

    /// An exact amount.
    ///
    /// @param micros  micro-dollars, not rounded
    /// @param working the arithmetic, for people
    record Exact(BigDecimal micros, String working) implements Figure {}

    /// No amount.
    ///
    /// @param reason what is missing
    record Missing(String reason) implements Figure {}
}
