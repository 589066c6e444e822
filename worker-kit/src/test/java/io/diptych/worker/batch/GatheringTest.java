package io.diptych.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.worker.WorkerProperties;
import io.diptych.worker.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final WorkerProperties.Batch LIMITS =
            Settings.of("m", 1, Duration.ofSeconds(1), Duration.ofSeconds(1)).batch();

    private final Gathering gathering = new Gathering(LIMITS, CollectorProperties.defaults(), _ -> Optional.empty());

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
    void waitsForTheOffPeakHoursUnlessItIsFull() {
        Gathering patient = new Gathering(LIMITS, nightly(), _ -> Optional.empty());
        patient.add(job(0, 0), NOW);
        Instant night = Instant.parse("2026-11-21T23:30:00Z");

        assertThat(patient.due(NOW.plus(Duration.ofHours(12)))).isEmpty();
        assertThat(patient.due(night)).containsExactly(0);
        for (int offset = 1; offset < LIMITS.max(); offset++) {
            patient.add(job(0, offset), NOW);
        }
        assertThat(patient.due(NOW)).containsExactly(0);
    }

    @Test
    void doesNotWaitForTheOffPeakHoursWhenADeadlineNears() {
        Instant deadline = NOW.plus(Duration.ofHours(2));
        Gathering patient = new Gathering(LIMITS, nightly(), _ -> Optional.of(deadline));
        patient.add(job(0, 0), NOW);

        assertThat(patient.due(NOW.plus(Duration.ofMinutes(104)))).isEmpty();
        assertThat(patient.due(NOW.plus(Duration.ofMinutes(105)))).containsExactly(0);
    }

    @Test
    void readsTheClockOfTheConfiguredZone() {
        CollectorProperties.OffPeak berlin =
                new CollectorProperties.OffPeak(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/Berlin"));

        assertThat(berlin.contains(Instant.parse("2026-11-21T21:00:00Z"))).isTrue();
        assertThat(berlin.contains(Instant.parse("2026-11-21T20:59:59Z"))).isFalse();
        assertThat(berlin.contains(Instant.parse("2026-11-21T05:00:00Z"))).isFalse();
    }

    private static CollectorProperties nightly() {
        return new CollectorProperties(
                new CollectorProperties.OffPeak(LocalTime.of(23, 0), LocalTime.of(5, 0), ZoneId.of("UTC")),
                Duration.ofMinutes(15),
                Duration.ofHours(2));
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
