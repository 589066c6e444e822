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
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final PlainFormat format = new PlainFormat();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
    private final Dispatch dispatch = new Desk(
                    TOPICS, format, new RouterMeters(meters), new PlatformMeters(meters), new CommitPace())
            .dispatch(context);
    private final MockProcessorContext.CapturedPunctuator clock =
            context.scheduledPunctuators().getFirst();

    @Test
    void commitsSoonWhileItReadsWhatHasJustCome() {
        readAfter(200);

        assertThat(clock.getInterval()).isEqualTo(CommitPace.SOON);
        assertThat(committedAfter(200 + CommitPace.SOON.toMillis())).isTrue();
    }

    @Test
    void leavesItToKafkaStreamsWhileItIsBehind() {
        readAfter(5_000);

        assertThat(committedAfter(5_020)).isFalse();
        assertThat(committedAfter(5_499)).isFalse();
    }

    @Test
    void commitsSoonAgainWhenItHasCaughtUp() {
        readAfter(5_000);
        readAfter(100);

        assertThat(committedAfter(5_500)).isTrue();
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

    private void readAfter(long millis) {
        context.setCurrentSystemTimeMs(AT.toEpochMilli() + millis);
        var read = dispatch.read(
                TOPICS.requests(),
                new Record<>(EventCodec.bytes("r-1"), format.encode(TOPICS.requests(), request()), AT.toEpochMilli()));
        assertThat(read).isNotNull();
    }

    private boolean committedAfter(long millis) {
        context.resetCommit();
        clock.getPunctuator().punctuate(AT.toEpochMilli() + millis);
        return context.committed();
    }
}
