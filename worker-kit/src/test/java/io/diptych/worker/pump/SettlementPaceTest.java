package io.diptych.worker.pump;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.pump.SettlementPace.Turn;
import io.diptych.worker.testing.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettlementPaceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @BeforeAll
    static void trustEvents() {
        TrustedEvents.install();
    }

    @Test
    void fewGoWithClaims() {
        assertThat(SettlementPace.due(ended(90, Duration.ofMillis(100)), Turn.CLAIMS, NOW))
                .hasSize(SettlementPace.BESIDE_CLAIMS);
    }

    @Test
    void allGoWithClaimsOnceTheyHaveWaitedForHalfASecond() {
        assertThat(SettlementPace.due(ended(90, Duration.ofMillis(500)), Turn.CLAIMS, NOW))
                .hasSize(90);
    }

    @Test
    void theOldestGoFirst() {
        List<Ended> ready = ended(90, Duration.ZERO);
        assertThat(SettlementPace.due(ready, Turn.CLAIMS, NOW))
                .containsExactlyElementsOf(ready.subList(0, SettlementPace.BESIDE_CLAIMS));
    }

    @Test
    void theyWaitForAClaimWhileSlotsAreShort() {
        assertThat(SettlementPace.due(ended(3, Duration.ofMillis(39)), Turn.WAITS, NOW))
                .isEmpty();
        assertThat(SettlementPace.due(ended(3, Duration.ofMillis(40)), Turn.WAITS, NOW))
                .hasSize(3);
    }

    @Test
    void theyDoNotWaitWhereNoClaimIsToCome() {
        assertThat(SettlementPace.due(ended(90, Duration.ZERO), Turn.RESTS, NOW))
                .hasSize(90);
        assertThat(SettlementPace.due(ended(90, Duration.ZERO), Turn.WRITES, NOW))
                .hasSize(90);
    }

    private static List<Ended> ended(int count, Duration ago) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    Claim claim = new Claim(
                            Jobs.job("r" + number, "gpt-image-2"),
                            0,
                            "w-1",
                            NOW.minusSeconds(9),
                            NOW.plusSeconds(9),
                            null,
                            new RecordHeaders());
                    return Ended.ofOwnCall(Settlement.unknown(claim, NOW.minus(ago)));
                })
                .toList();
    }
}
