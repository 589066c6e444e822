package io.diptych.router.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdFilterTest {
    private static final int IDS = 1_000_000;

    private final IdFilter filter = new IdFilter();

    @Test
    void deniesEveryIdBeforeItTookOne() {
        assertThat(filter.mayHave("r-1")).isFalse();
    }

    @Test
    void neverDeniesAnIdThatItTook() {
        IntStream.range(0, IDS).forEach(id -> filter.add("r-" + id));

        assertThat(IntStream.range(0, IDS).filter(id -> !filter.mayHave("r-" + id)))
                .isEmpty();
        assertThat(filter.size()).isEqualTo(IDS);
    }

    @Test
    void deniesNearlyEveryOther() {
        IntStream.range(0, IDS).forEach(id -> filter.add("r-" + id));

        assertThat(IntStream.range(IDS, 2 * IDS)
                        .filter(id -> filter.mayHave("r-" + id))
                        .count())
                .isLessThan(3 * IDS / 100);
    }
}
