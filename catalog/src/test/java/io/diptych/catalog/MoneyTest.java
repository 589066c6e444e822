package io.diptych.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "36.10, 36100000, $36.10",
        "$0.034, 34000, $0.034",
        "-0.000001, -1, -$0.000001",
        "0, 0, $0.00",
        "1000, 1000000000, $1000.00"
    })
    void readsAndWritesDollars(String written, long micros, String shown) {
        Money money = Money.parse(written);

        assertThat(money).isEqualTo(new Money(micros));
        assertThat(money).hasToString(shown);
        assertThat(Money.parse(money.toMicros())).isEqualTo(money);
        assertThat(Money.parse(shown)).isEqualTo(money);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,50", "0.0000001", "1e3", "--1", "one"})
    void refusesWhatIsNotAnAmount(String written) {
        assertThatThrownBy(() -> Money.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("amount is \"" + written + "\", expected dollars with at most six decimals, such as 36.10");
    }

    @Test
    void roundsToCentsOnlyWhenShown() {
        assertThat(new Money(33_605_000).toCents()).isEqualTo("33.61");
        assertThat(new Money(33_604_999).toCents()).isEqualTo("33.60");
        assertThat(new Money(33_604_999).toMicros()).isEqualTo("33.604999");
    }

    @Test
    void roundsHalfUpFromExactMicros() {
        assertThat(Money.roundedFrom(new BigDecimal("0.5"))).isEqualTo(new Money(1));
        assertThat(Money.roundedFrom(new BigDecimal("0.4999"))).isEqualTo(Money.ZERO);
    }

    @Test
    void addsSubtractsAndMultiplies() {
        Money dime = Money.parse("0.10");

        assertThat(dime.plus(dime).minus(new Money(1))).isEqualTo(new Money(199_999));
        assertThat(dime.times(3)).isEqualTo(Money.parse("0.30"));
        assertThat(dime.negated()).isLessThan(Money.ZERO);
    }

    @Test
    void refusesToOverflow() {
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE).plus(new Money(1))).isInstanceOf(ArithmeticException.class);
    }
}
