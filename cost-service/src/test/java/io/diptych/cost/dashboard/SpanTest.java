package io.diptych.cost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.cost.rollup.Cube;
import io.diptych.cost.rollup.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:17:42Z");

    @ParameterizedTest
    @CsvSource({
        "PT1H, ROUTE, MINUTE, 2026-11-20T09:17:00Z, 2026-11-20T10:18:00Z",
        "PT3H, ROUTE, MINUTE, 2026-11-20T07:17:00Z, 2026-11-20T10:18:00Z",
        "P1D, ROUTE, HOUR, 2026-11-19T10:00:00Z, 2026-11-20T11:00:00Z",
        "P7D, ROUTE, DAY, 2026-11-13T00:00:00Z, 2026-11-21T00:00:00Z",
        "P30D, ROUTE, DAY, 2026-10-21T00:00:00Z, 2026-11-21T00:00:00Z",
        "PT1H, POLICY, HOUR, 2026-11-20T09:00:00Z, 2026-11-20T11:00:00Z",
        "PT1H, SKU, DAY, 2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z"
    })
    void isMadeOfTheShortestWindowsThatAreNotTooMany(
            Duration last, Cube cube, Window window, Instant from, Instant to) {
        assertThat(Span.covering(NOW.minus(last), NOW, cube, NOW)).isEqualTo(new Span(from, to, window));
    }

    @Test
    void takesLongerWindowsWhereShortOnesAreNotKept() {
        Instant old = NOW.minus(Duration.ofDays(9));
        Instant older = NOW.minus(Duration.ofDays(101));

        assertThat(Span.covering(old, old.plusSeconds(60), Cube.ROUTE, NOW).window())
                .isEqualTo(Window.HOUR);
        assertThat(Span.covering(older, older.plusSeconds(60), Cube.ROUTE, NOW).window())
                .isEqualTo(Window.DAY);
    }

    @Test
    void endsWithTheWindowThatItsLastMomentIsIn() {
        Instant midnight = Instant.parse("2026-11-20T00:00:00Z");

        assertThat(Span.covering(midnight.minus(Duration.ofDays(7)), midnight, Cube.ROUTE, NOW)
                        .to())
                .isEqualTo(midnight);
    }

    @Test
    void hasTheSameLengthBefore() {
        Span span = Span.covering(NOW.minus(Duration.ofDays(1)), NOW, Cube.ROUTE, NOW);

        assertThat(span.before()).isEqualTo(new Span(Instant.parse("2026-11-18T09:00:00Z"), span.from(), Window.HOUR));
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> new Span(NOW, NOW, Window.HOUR))
                .hasMessage("from is 2026-11-20T10:17:42Z, must be before to, which is 2026-11-20T10:17:42Z");
    }
}
