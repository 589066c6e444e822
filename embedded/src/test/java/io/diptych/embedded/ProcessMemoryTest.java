package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    @Test
    void readsTheProportionalSize() {
        List<String> rollup = List.of(
                "55d0-7ffc ---p 00000000 00:00 0    [rollup]",
                "Rss:              204800 kB",
                "Pss:              102400 kB",
                "Pss_Anon:          99999 kB");

        assertThat(ProcessMemory.proportionalBytes(rollup)).isEqualTo(102_400L * 1024);
    }

    @Test
    void isNothingForAProcessThatIsNot() {
        assertThat(ProcessMemory.residentBytes(Integer.MAX_VALUE)).isZero();
    }
}
