package io.diptych.worker.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BellTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(50);

    @Test
    void isHeardByWhoComesLater() throws InterruptedException {
        Bell bell = new Bell();
        bell.ring();

        bell.await(LONG);
    }

    @Test
    void nobodyWaitsForEver() throws InterruptedException {
        new Bell().await(MOMENT);
    }

    @Test
    void whoIsWokenListensUntilItIsSilent() throws InterruptedException {
        // Given
        Bell bell = new Bell(Duration.ofSeconds(2), LONG);
        AtomicInteger rings = new AtomicInteger();

        // When
        Thread ringing = Thread.startVirtualThread(() -> {
            for (int i = 0; i < 5; i++) {
                rings.incrementAndGet();
                bell.ring();
                pause();
            }
        });
        bell.await(LONG);

        // Then
        assertThat(rings).hasValue(5);
        ringing.join();
    }

    @Test
    void nobodyListensForEver() throws InterruptedException {
        Bell bell = new Bell(LONG, MOMENT);
        bell.ring();

        bell.await(LONG);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
