package io.diptych.router.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void beginsWithTheDayTheMondayAndTheMonthOfItsZone() {
        assertThat(new Period.Calendar(Period.Unit.DAY, ZoneId.of("Asia/Kolkata")).at(FRIDAY))
                .isEqualTo(span("2026-11-19T18:30:00Z", "2026-11-20T18:30:00Z"));
        assertThat(new Period.Calendar(Period.Unit.WEEK, ZoneOffset.UTC).at(FRIDAY))
                .isEqualTo(span("2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"));
        assertThat(new Period.Calendar(Period.Unit.MONTH, ZoneOffset.UTC).at(FRIDAY))
                .isEqualTo(span("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"));
    }

    @Test
    void followsOnWhereNobodyNamedTheNextStretch() {
        Period named = new Period.Named(span("2026-11-20T00:00:00Z", "2026-11-20T01:00:00Z"));

        assertThat(named.at(Instant.parse("2026-11-19T00:00:00Z")))
                .isEqualTo(span("2026-11-20T00:00:00Z", "2026-11-20T01:00:00Z"));
        assertThat(named.at(Instant.parse("2026-11-20T00:59:59Z")))
                .isEqualTo(span("2026-11-20T00:00:00Z", "2026-11-20T01:00:00Z"));
        assertThat(named.at(FRIDAY)).isEqualTo(span("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new Span(FRIDAY, FRIDAY))
                .hasMessage(
                        "period starts at " + FRIDAY + " and ends at " + FRIDAY + ", expected the end after the start");
        assertThatThrownBy(() -> new Budget(-1, new Period.Calendar(Period.Unit.DAY, ZoneOffset.UTC)))
                .hasMessage("limit is -1 micro-USD, expected 0 or more");
    }

    @Test
    void addsWithoutBeginningAnewBelowZero() {
        assertThat(Micros.plus(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.plus(Long.MIN_VALUE, -1)).isEqualTo(Long.MIN_VALUE);
        assertThat(Micros.minus(0, Long.MIN_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.minus(5, 7)).isEqualTo(-2);
    }

    private static Span span(String start, String end) {
        return new Span(Instant.parse(start), Instant.parse(end));
    }
}
