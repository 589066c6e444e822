package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final PlainFormat format = new PlainFormat();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Desk desk =
            new Desk(TOPICS, format, new RouterMeters(meters), new PlatformMeters(meters), new CommitPace());
    private final Task task = new Task();

    @Test
    void commitsSoonWhileItReadsWhatHasJustCome() {
        assertThat(task.commitsOnReading(200, 0)).isTrue();
        assertThat(task.commitsOnReading(0, CommitPace.SOON.toMillis())).isTrue();
    }

    @Test
    void doesNotCommitAgainAtOnce() {
        task.commitsOnReading(0, 0);

        assertThat(task.commitsOnReading(0, CommitPace.SOON.toMillis() - 1)).isFalse();
    }

    @Test
    void commitsOnceForAllTasksOfAThread() {
        task.commitsOnReading(0, 0);

        assertThat(new Task().commitsOnReading(0, 1)).isFalse();
        assertThat(CompletableFuture.supplyAsync(() -> new Task().commitsOnReading(0, 1))
                        .join())
                .isTrue();
    }

    @Test
    void leavesItToKafkaStreamsWhileItIsBehind() {
        assertThat(task.commitsOnReading(5_000, 0)).isFalse();
        assertThat(task.commitsOnReading(0, 499)).isFalse();
    }

    @Test
    void commitsSoonAgainWhenItHasCaughtUp() {
        task.commitsOnReading(5_000, 0);

        assertThat(task.commitsOnReading(0, 500)).isTrue();
    }

    @Test
    void isKeptByKafkaStreamsUnlessTheOperatorSaysOtherwise() {
        assertThat(RouterTopology.settings(new KafkaSettings("broker:9092"), "router", "state", 3))
                .containsEntry("commit.interval.ms", CommitPace.SELDOM.toMillis())
                .containsEntry("num.stream.threads", 3)
                .containsEntry("processing.guarantee", "exactly_once_v2");
        assertThat(RouterTopology.settings(
                        new KafkaSettings("broker:9092", Map.of("commit.interval.ms", "30")), "router", "state", 3))
                .containsEntry("commit.interval.ms", "30");
    }

    private final class Task {
        private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
        private final Dispatch dispatch = desk.dispatch(context);

        /// @param waitedMillis how long the record has waited
        /// @param atMillis     when it is read
        boolean commitsOnReading(long waitedMillis, long atMillis) {
            long now = AT.toEpochMilli() + atMillis;
            context.setCurrentSystemTimeMs(now);
            context.resetCommit();
            assertThat(dispatch.read(
                            TOPICS.requests(),
                            new Record<>(
                                    EventCodec.bytes("r-1"),
                                    format.encode(TOPICS.requests(), request()),
                                    now - waitedMillis)))
                    .isNotNull();
            return context.committed();
        }
    }
}
