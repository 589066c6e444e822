package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
    private static final long IMAGE = 2_000_000;

    @Test
    void readsAsManyAtOnceAsThereIsRoomFor() throws InterruptedException {
        // Given
        AnswerMemory memory = new AnswerMemory(2 * 11 * IMAGE + 2_000);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger reading = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();

        // When
        for (int i = 0; i < 5; i++) {
            readers.add(Thread.startVirtualThread(() -> memory.reading(IMAGE, () -> {
                reading.incrementAndGet();
                return waitedFor(go);
            })));
        }
        await().until(() -> reading.get() == 2 && memory.waiting() == 3);
        int atOnce = reading.get();
        go.countDown();
        for (Thread reader : readers) {
            reader.join();
        }

        // Then
        assertThat(atOnce).isEqualTo(2);
        assertThat(reading).hasValue(5);
    }

    @Test
    void readsWhatIsLargerThanAllThereIs() {
        assertThat(new AnswerMemory(1_000).reading(Integer.MAX_VALUE * 4L, () -> "read"))
                .isEqualTo("read");
    }

    @Test
    void leavesAnInterruptedAnswerUnread() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new AnswerMemory(1_000).reading(1, () -> "read"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("interrupted before the answer was read");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static boolean waitedFor(CountDownLatch go) {
        try {
            go.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
