package io.diptych.quality.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @Test
    void commitsUpToTheSlowestAndRemembersWhatIsDoneBehindIt() {
        Window window = Window.from(10, "");
        List.of(10L, 11L, 12L, 13L).forEach(window::begin);

        window.end(11);
        window.end(13);

        assertThat(window.offset()).isEqualTo(10);
        Window restarted = Window.from(window.offset(), window.metadata());
        assertThat(restarted.begin(10)).isTrue();
        assertThat(restarted.begin(11)).isFalse();
        assertThat(restarted.begin(12)).isTrue();
        assertThat(restarted.begin(13)).isFalse();
        assertThat(restarted.begin(14)).isTrue();
    }

    @Test
    void movesPastEverythingThatIsDone() {
        Window window = Window.from(5, "");
        List.of(5L, 6L, 9L).forEach(window::begin);

        List.of(9L, 5L, 6L).forEach(window::end);

        assertThat(window.offset()).isEqualTo(10);
        assertThat(window.metadata()).isEmpty();
    }

    @Test
    void passesWhatARestartKnowsToBeDone() {
        Window window = Window.from(0, "");
        List.of(0L, 1L, 2L).forEach(window::begin);
        window.end(2);
        Window restarted = Window.from(window.offset(), window.metadata());

        restarted.begin(0);
        restarted.end(0);
        restarted.begin(1);
        restarted.end(1);
        long beforeReading = restarted.offset();
        boolean begun = restarted.begin(2);

        assertThat(beforeReading).isEqualTo(2);
        assertThat(begun).isFalse();
        assertThat(restarted.offset()).isEqualTo(3);
    }

    @Test
    void isFullBeforeItsMetadataOutgrowsTheBroker() {
        Window window = Window.from(0, "");
        long offset = 0;
        while (!window.isFull()) {
            window.begin(offset);
            if (offset % 3 == 1) {
                window.end(offset);
            }
            offset++;
        }

        assertThat(offset).isEqualTo(Window.MOST_SPAN);
        assertThat(window.metadata().length()).isBetween(1_000, 4_096);
    }

    @Test
    void leavesNothingBehindThatARestartHasNotReadYet() {
        Window window = Window.from(0, "");
        List.of(0L, 1L, 2L).forEach(window::begin);
        window.end(2);

        Window restarted = Window.from(window.offset(), window.metadata());

        assertThat(restarted.offset()).isZero();
        assertThat(Window.from(restarted.offset(), restarted.metadata()).begin(2))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void judgesEachRecordOnceInWhateverOrderTheyEndAndWheneverItRestarts(long seed) {
        Random random = new Random(seed);
        List<Long> judged = new ArrayList<>();
        Window window = Window.from(0, "");
        List<Long> running = new ArrayList<>();
        long read = 0;

        for (int turn = 0; turn < 10_000 && judged.size() < 500; turn++) {
            if (random.nextInt(40) == 0) {
                long committed = window.offset();
                window = Window.from(committed, window.metadata());
                running.clear();
                read = committed;
            }
            for (int i = random.nextInt(8); i > 0 && read < 500; i--, read++) {
                if (window.begin(read)) {
                    running.add(read);
                }
            }
            Collections.shuffle(running, random);
            for (int i = Math.min(running.size(), random.nextInt(6)); i > 0; i--) {
                long ended = running.removeLast();
                window.end(ended);
                judged.add(ended);
            }
        }

        assertThat(judged).doesNotHaveDuplicates().hasSize(500);
        assertThat(new TreeSet<>(judged).last()).isEqualTo(499);
        for (; read < 500; read++) {
            assertThat(window.begin(read)).isFalse();
        }
        assertThat(window.offset()).isEqualTo(500);
    }
}
