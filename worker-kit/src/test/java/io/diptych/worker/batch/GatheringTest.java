package io.diptych.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.worker.WorkerProperties;
import io.diptych.worker.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final WorkerProperties.Batch LIMITS =
            Settings.of("m", 1, Duration.ofSeconds(1), Duration.ofSeconds(1)).batch();

    private final Gathering gathering = new Gathering(LIMITS);

    @Test
    void waitsForCompany() {
        gathering.add(job(0, 0), NOW);

        assertThat(gathering.due(NOW.plus(LIMITS.linger()).minusMillis(1))).isEmpty();
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        gathering.add(job(0, 0), NOW);

        assertThat(gathering.due(NOW.plus(LIMITS.linger()))).containsExactly(0);
    }

    @Test
    void goesAtOnceWhenFull() {
        for (int offset = 0; offset < LIMITS.max(); offset++) {
            gathering.add(job(2, offset), NOW);
        }

        assertThat(gathering.due(NOW)).containsExactly(2);
    }

    @Test
    void takesNoMoreThanABatchHolds() {
        for (int offset = 0; offset < LIMITS.max() + 3; offset++) {
            gathering.add(job(0, offset), NOW);
        }

        List<ConsumerRecord<byte[], byte[]>> next = gathering.next(0);
        gathering.taken(0, next.size());

        assertThat(next).hasSize(LIMITS.max());
        assertThat(gathering.next(0)).hasSize(3);
        assertThat(gathering.firstOffset(0)).contains((long) LIMITS.max());
    }

    @Test
    void forgetsPartitionsThatWent() {
        gathering.add(job(0, 0), NOW);
        gathering.add(job(1, 0), NOW);

        gathering.drop(List.of(0));

        assertThat(gathering.size()).isEqualTo(1);
        assertThat(gathering.firstOffset(0)).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> job(int partition, long offset) {
        return new ConsumerRecord<>("jobs", partition, offset, new byte[0], new byte[100]);
    }
}
