package io.diptych.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Constraints;
import io.diptych.events.GenerationJob;
import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.testing.Jobs;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CallTimesTest {
    private static final Instant CLAIMED = Instant.parse("2026-11-21T08:00:00Z");

    static {
        TrustedEvents.install();
    }

    private final CallTimes times = new CallTimes(Duration.ofMinutes(2));

    @Test
    void keepsOurOwnLimitWhereTheCallerHasNone() {
        Claim claim = claim(Constraints.newBuilder().build());

        assertThat(times.deadlineOf(claim)).isEqualTo(CLAIMED.plusSeconds(120));
        assertThat(times.cutOffAt(claim)).isEqualTo(CLAIMED.plusSeconds(128));
        assertThat(times.keepUntil(claim)).isEqualTo(CLAIMED.plusSeconds(128));
    }

    @Test
    void beginsNothingAfterTheCallersDeadlineAndAwaitsWhatBegan() {
        Claim claim = claim(
                Constraints.newBuilder().setDeadline(CLAIMED.plusSeconds(30)).build());

        assertThat(times.deadlineOf(claim)).isEqualTo(CLAIMED.plusSeconds(30));
        assertThat(times.callUntil(claim)).isEqualTo(CLAIMED.plusSeconds(120));
        assertThat(times.cutOffAt(claim)).isEqualTo(CLAIMED.plusSeconds(128));
        assertThat(times.keepUntil(claim))
                .as("the image that came is stored all the same")
                .isEqualTo(CLAIMED.plusSeconds(128));
    }

    @Test
    void beginsNothingAfterTheLatencyThatTheCallerBears() {
        assertThat(times.deadlineOf(claim(
                        Constraints.newBuilder().setMaxLatencyMillis(20_000L).build())))
                .isEqualTo(CLAIMED.plusSeconds(20));
        assertThat(times.deadlineOf(claim(Constraints.newBuilder()
                        .setMaxLatencyMillis(Long.MAX_VALUE)
                        .build())))
                .isEqualTo(CLAIMED.plusSeconds(120));
    }

    private static Claim claim(Constraints constraints) {
        GenerationJob job = GenerationJob.newBuilder(Jobs.job("r", "m"))
                .setRequest(Jobs.request("r").setConstraints(constraints).build())
                .build();
        return new Claim(job, 0, "w", CLAIMED, CLAIMED.plusSeconds(136), null, new RecordHeaders());
    }
}
