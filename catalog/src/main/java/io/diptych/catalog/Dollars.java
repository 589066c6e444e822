package io.diptych.catalog;

import java.math.BigDecimal;

/// How an exact rate is written in explanations.
final class Dollars {

    private Dollars() {}

    /// Micro-dollars written as dollars with every decimal they have, such as `$0.0265`.
    static String of(BigDecimal micros) {
        return "$" + plain(micros.movePointLeft(6));
    }

    /// A number without trailing zeros or exponent.
    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
