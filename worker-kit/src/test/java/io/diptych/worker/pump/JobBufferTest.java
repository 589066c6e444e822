package io.diptych.worker.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class JobBufferTest {
    private final JobBuffer buffer = new JobBuffer(10);

    @Test
    void commitsUpToTheFirstThatWaits() {
        buffer.add(List.of(record(0, 5), record(0, 6), record(0, 9)));

        buffer.take(buffer.takeable().get(0));

        assertThat(buffer.standing(0, 10)).isEqualTo(new OffsetAndMetadata(6, ""));
        buffer.take(buffer.takeable().get(0));
        buffer.take(buffer.takeable().get(0));
        assertThat(buffer.standing(0, 10)).isEqualTo(new OffsetAndMetadata(10, ""));
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void tellsTheNextOwnerWhatWasTakenAhead() {
        // Given
        buffer.add(List.of(record(0, 5), record(0, 6), record(0, 7), record(0, 8)));
        buffer.take(buffer.takeable().get(1));
        buffer.take(buffer.takeable().get(2));
        OffsetAndMetadata committed = buffer.standing(0, 9);
        assertThat(committed.offset()).isEqualTo(5);

        // When
        JobBuffer next = new JobBuffer(10);
        next.restore(0, TakenAhead.read(committed.offset(), committed.metadata()));
        next.add(List.of(record(0, 5), record(0, 6), record(0, 7), record(0, 8)));

        // Then
        assertThat(next.takeable())
                .extracting(waiting -> waiting.record().offset())
                .containsExactly(5L, 7L);
        next.take(next.takeable().getFirst());
        assertThat(next.standing(0, 9).offset()).isEqualTo(7);
        assertThat(TakenAhead.read(7, next.standing(0, 9).metadata())).containsExactly(8L);
    }

    @Test
    void putsBackWhatWasTakenInItsOldOrder() {
        buffer.add(List.of(record(0, 5), record(1, 2), record(0, 6)));
        List<Waiting> all = buffer.takeable();
        buffer.take(all.get(0));
        buffer.take(all.get(1));

        buffer.giveBack(List.of(all.get(1), all.get(0)));

        assertThat(buffer.takeable()).isEqualTo(all);
        assertThat(buffer.standing(0, 7)).isEqualTo(new OffsetAndMetadata(5, ""));
        assertThat(buffer.size()).isEqualTo(3);
    }

    @Test
    void forgetsPartitionsThatWent() {
        buffer.add(List.of(record(0, 5), record(1, 2)));

        buffer.drop(List.of(0));

        assertThat(buffer.takeable())
                .extracting(waiting -> waiting.record().partition())
                .containsExactly(1);
        assertThat(buffer.size()).isEqualTo(1);
    }

    @Test
    void takesNothingFartherAheadThanMetadataCanSay() {
        buffer.add(List.of(record(0, 5), record(0, 5 + TakenAhead.FARTHEST)));

        assertThat(buffer.takeable()).hasSize(1);
    }

    @Test
    void writesTheFarthestWithinTheBrokersLimit() {
        String metadata = TakenAhead.write(5, List.of(6L, 4L + TakenAhead.FARTHEST));

        assertThat(metadata.length()).isLessThan(4096);
        assertThat(TakenAhead.read(5, metadata)).containsExactly(6L, 4L + TakenAhead.FARTHEST);
    }

    @Test
    void readsNothingOutOfMetadataOfAnotherKind() {
        assertThat(TakenAhead.read(5, "reset by an operator")).isEqualTo(new TreeSet<>());
        assertThat(TakenAhead.read(5, "1:no base 64!")).isEqualTo(new TreeSet<>());
    }

    @Test
    void theOldestComeFirst() {
        buffer.add(List.of(record(0, 5, 70), record(0, 6, 90), record(1, 2, 60), record(1, 3, 80)));

        assertThat(buffer.takeable())
                .extracting(waiting -> waiting.record().timestamp())
                .containsExactly(60L, 70L, 80L, 90L);
    }

    @Test
    void everyPartitionHasItsShareOfAFullRoom() {
        add(0, 9);
        add(1, 1);

        assertThat(buffer.isFull(0, 3)).isTrue();
        assertThat(buffer.isLow(0, 3)).isFalse();
        assertThat(buffer.isFull(1, 3)).isFalse();
        assertThat(buffer.isLow(1, 3)).isTrue();
        assertThat(buffer.isFull(2, 3)).isFalse();
    }

    @Test
    void onePartitionAloneHasAllTheRoom() {
        add(0, 9);
        assertThat(buffer.isFull(0, 12)).isFalse();

        add(0, 10);
        assertThat(buffer.isFull(0, 12)).isTrue();
    }

    @Test
    void readsOnInAllPartitionsOnceHalfOfTheRoomIsFree() {
        add(0, 6);
        assertThat(buffer.isLow(0, 12)).isFalse();

        buffer.take(buffer.takeable().getFirst());
        assertThat(buffer.isLow(0, 12)).isTrue();
    }

    private void add(int partition, int upTo) {
        for (int offset = 0; offset < upTo; offset++) {
            buffer.add(List.of(record(partition, offset)));
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long timestamp) {
        return new ConsumerRecord<>(
                "jobs",
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("jobs", partition, offset, new byte[0], new byte[0]);
    }
}
