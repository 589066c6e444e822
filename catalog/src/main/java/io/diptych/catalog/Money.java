package io.diptych.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// An amount of US dollars in whole micro-dollars (one millionth). May be negative, as a correction is.
///
/// Arithmetic that leaves the range of a long throws [ArithmeticException] rather than wrap around.
///
/// @param micros micro-dollars: 1,000,000 is one dollar, 10,000 one cent
public record Money(long micros) implements Comparable<Money> {

    /// No money at all: a known amount, not a missing one.
    public static final Money ZERO = new Money(0);

    private static final Pattern DOLLARS = Pattern.compile("(-?)\\$?(\\d{1,12}(?:\\.\\d{1,6})?)");

    /// The amount written as `36.10`, `$36.10` or `-0.000001`.
    ///
    /// @throws IllegalArgumentException if the text is not an amount, or has more than six decimals
    public static Money parse(String dollars) {
        var match = DOLLARS.matcher(dollars);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "amount is \"" + dollars + "\", expected dollars with at most six decimals, such as 36.10");
        }
        return new Money(new BigDecimal(match.group(1) + match.group(2))
                .movePointRight(6)
                .longValueExact());
    }

    /// `micros` rounded to whole micro-dollars, half away from zero.
    public static Money roundedFrom(BigDecimal micros) {
        return new Money(micros.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /// This and `other` together.
    public Money plus(Money other) {
        return new Money(Math.addExact(micros, other.micros));
    }

    /// This without `other`.
    public Money minus(Money other) {
        return new Money(Math.subtractExact(micros, other.micros));
    }

    /// This amount `count` times.
    public Money times(long count) {
        return new Money(Math.multiplyExact(micros, count));
    }

    /// The amount with the opposite sign.
    public Money negated() {
        return new Money(Math.negateExact(micros));
    }

    /// Dollars and cents, such as `36.10`, rounded half away from zero.
    public String toCents() {
        return dollars().setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /// Dollars to the last micro-dollar, such as `36.100000`. [#parse(String)] reads it back exactly.
    public String toMicros() {
        return dollars().toPlainString();
    }

    /// Dollars as an exact decimal with six places.
    public BigDecimal dollars() {
        return BigDecimal.valueOf(micros, 6);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(micros, other.micros);
    }

    /// The amount for people, with as many decimals as it needs and at least two: `$36.10`, `-$0.000001`.
    @Override
    public String toString() {
        BigDecimal exact = dollars().abs().stripTrailingZeros();
        return (micros < 0 ? "-$" : "$")
                + exact.setScale(Math.max(2, exact.scale())).toPlainString();
    }
}
