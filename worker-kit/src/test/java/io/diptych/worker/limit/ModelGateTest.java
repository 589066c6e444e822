package io.diptych.worker.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.CircuitState;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RateLimits;
import io.diptych.worker.provider.RateLimits.Room;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.testing.FakeProvider;
import io.diptych.worker.testing.Pictures;
import io.diptych.worker.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelGateTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private Instant now = START;
    private ProviderOutcome outcome = Pictures.rendered("a");
    private final FakeProvider fake = new FakeProvider(_ -> outcome);
    private ModelGate gate = gate(Limits.NONE);
    private ImageProvider provider = gate.watching(fake);

    @Test
    void letsEverythingThroughAsLongAsAllIsWell() {
        call(20);

        assertThat(gate.admits(7, 3)).isEqualTo(7);
        assertThat(gate.standing()).isEqualTo(new Standing(CircuitState.CLOSED, null, ""));
        assertThat(gate.handBack()).isEmpty();
    }

    @Test
    void opensProbesAndCloses() {
        outcome = failed(FailureCode.UNAVAILABLE, null);
        call(4);
        assertThat(gate.admits(7, 0)).isZero();
        assertThat(gate.standing().circuit()).isEqualTo(CircuitState.OPEN);
        assertThat(gate.standing().reason()).contains("UNAVAILABLE: no");
        assertThat(gate.admitsAgain()).isFalse();

        now = now.plusSeconds(1);
        assertThat(gate.admits(7, 0)).as("one probe").isEqualTo(1);
        assertThat(gate.admits(7, 1)).as("while it runs").isZero();
        outcome = Pictures.rendered("a");
        call(1);

        assertThat(gate.admits(7, 0)).isEqualTo(7);
        assertThat(gate.standing().circuit()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void callsNobodyWhileItIsOpen() {
        outcome = failed(FailureCode.UNAVAILABLE, null);
        call(4);

        ProviderOutcome refused = provider.render(call());

        assertThat(fake.calls()).hasSize(4);
        assertThat(refused).isInstanceOfSatisfying(Failed.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
        });
    }

    @Test
    void handsJobsBackOnceTheModelIsDownForTooLong() {
        outcome = failed(FailureCode.UNAVAILABLE, null);
        call(4);
        assertThat(gate.admits(7, 0)).isZero();
        assertThat(gate.handBack()).isEmpty();

        now = now.plusSeconds(1);
        assertThat(gate.admits(7, 0)).isEqualTo(1);
        now = START.plusMillis(2_600);
        call(1);
        now = START.plusMillis(3_100);
        // The probe failed, and the circuit is open anew.
        assertThat(gate.admits(7, 0)).isZero();

        assertThat(gate.handBack())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo(FailureCode.UNAVAILABLE));
    }

    @Test
    void countsNoFaultOfTheCallersAgainstTheProvider() {
        outcome = failed(FailureCode.CONTENT_REFUSED, null);
        call(20);

        assertThat(gate.standing().circuit()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void countsATimeoutAgainstTheProviderOnlyWhereItHadTime() {
        Failed timeout = failed(FailureCode.TIMEOUT, null);

        assertThat(ModelGate.isProvidersFault(timeout, Duration.ofSeconds(1), Duration.ofSeconds(10)))
                .isFalse();
        assertThat(ModelGate.isProvidersFault(timeout, Duration.ofSeconds(9), Duration.ofSeconds(10)))
                .isTrue();
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        outcome = failed(FailureCode.RATE_LIMITED, Duration.ofSeconds(7));
        call(1);

        assertThat(gate.admits(7, 0)).isZero();
        assertThat(gate.standing().limitedUntil()).isEqualTo(START.plusSeconds(7));
        assertThat(gate.standing().reason()).isEqualTo("provider asks to wait 7000 ms");
        assertThat(gate.handBack()).isEmpty();
        now = START.plusSeconds(7);
        assertThat(gate.admits(7, 0)).isEqualTo(7);
        assertThat(gate.standing().limitedUntil()).isNull();
    }

    @Test
    void guessesLongerEachTimeTheProviderDoesNotSay() {
        outcome = failed(FailureCode.RATE_LIMITED, null);
        call(5);
        assertThat(gate.standing().limitedUntil()).isEqualTo(START.plusSeconds(2));

        now = START.plusSeconds(2);
        call(1);

        assertThat(gate.standing().limitedUntil()).isEqualTo(now.plusSeconds(4));
    }

    @Test
    void handsJobsBackWhenTheProviderAsksForALongPause() {
        outcome = failed(FailureCode.QUOTA_EXHAUSTED, Duration.ofHours(1));
        call(1);

        assertThat(gate.handBack())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED));
    }

    @Test
    void keepsToWhatHeadersSayIsLeft() {
        outcome = new Rendered(
                new byte[] {1},
                "image/png",
                null,
                null,
                null,
                new RateLimits(new Room(3, Duration.ofSeconds(10)), null, null));
        call(1);

        assertThat(gate.admits(7, 0)).isEqualTo(3);
        gate.claimed(2);
        assertThat(gate.admits(7, 0)).isEqualTo(1);
        now = now.plusSeconds(10);
        assertThat(gate.admits(7, 0)).isEqualTo(7);
    }

    @Test
    void isLimitedWhenHeadersSayThatNothingIsLeft() {
        outcome = new Rendered(
                new byte[] {1},
                "image/png",
                null,
                null,
                null,
                new RateLimits(null, new Room(0, Duration.ofSeconds(4)), null));
        call(1);

        assertThat(gate.admits(7, 0)).isZero();
        assertThat(gate.standing().limitedUntil()).isEqualTo(START.plusSeconds(4));
    }

    @Test
    void slowsToThePaceAtWhichALimitFills() {
        // Given: 60 images a minute, of which 2 are left
        outcome = told(null, null, new Room(60L, 2, Duration.ofSeconds(58)));
        call(1);

        // When
        int first = gate.admits(7, 0);
        gate.claimed(2);
        int atOnce = gate.admits(7, 0);
        now = now.plusSeconds(3);
        int later = gate.admits(7, 0);

        // Then
        assertThat(List.of(first, atOnce, later)).containsExactly(2, 0, 3);
    }

    @Test
    void doesNotForgetWhatItStartedWhenAnOlderAnswerComes() {
        // Given
        outcome = told(new Room(600L, 10, Duration.ofSeconds(59)), null, null);
        call(1);
        gate.claimed(8);

        // When
        call(1);

        // Then
        assertThat(gate.admits(7, 0)).isEqualTo(2);
    }

    @Test
    void countsTokensByWhatCallsTakeOnAverage() {
        // Given: room for three calls of 1500 tokens, of a minute's 6000
        outcome = told(null, new Room(6_000L, 4_600, Duration.ofSeconds(14)), null);
        call(1);

        // When
        gate.claimed(3);

        // Then
        assertThat(gate.admits(7, 0)).isZero();
        assertThat(gate.standing().limitedUntil()).isBetween(now.plusSeconds(10), now.plusSeconds(16));
        assertThat(gate.standing().reason()).isEqualTo("provider says that too little is left of its limit on tokens");
        assertThat(gate.handBack()).isEmpty();
        now = now.plusSeconds(16);
        assertThat(gate.admits(7, 0)).isEqualTo(1);
        assertThat(gate.standing().limitedUntil()).isNull();
    }

    @Test
    void letsACallThroughThatIsLargerThanAMinutesWorth() {
        outcome = told(null, new Room(1_000L, 1_000, Duration.ZERO), null);
        call(1);

        assertThat(gate.admits(7, 0)).isEqualTo(1);
    }

    @Test
    void keepsItsShareOfTheAccountsLimit() {
        gate = gate(new Limits(600, null, null, 0.5));

        assertThat(gate.admits(100, 0)).as("a second's worth of 300 a minute").isEqualTo(5);
        gate.claimed(4);
        assertThat(gate.admits(100, 0)).isBetween(1, 6);
    }

    @Test
    void startsNothingWhileTokensAreOwed() {
        gate = gate(new Limits(null, null, 60_000, 1));
        provider = gate.watching(fake);
        assertThat(gate.admits(100, 0)).as("1000 tokens a second, 1500 a call").isEqualTo(1);

        gate.claimed(20);

        assertThat(gate.admits(100, 0)).isZero();
    }

    private static Rendered told(@Nullable Room requests, @Nullable Room tokens, @Nullable Room images) {
        return new Rendered(new byte[] {1}, "image/png", null, null, null, new RateLimits(requests, tokens, images));
    }

    private ModelGate gate(Limits limits) {
        return new ModelGate("model", limits, Settings.CIRCUIT, Duration.ofSeconds(30), () -> now);
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            var _ = provider.render(call());
        }
        // The pump asks every turn; that is how the gate learns that time passes.
        var _ = gate.admits(1, 0);
    }

    private static RenderCall call() {
        return RenderCall.generate("r#0.1", "model", "a cup", "low", "1:1", 8, 8, null);
    }

    private static Failed failed(FailureCode code, @Nullable Duration retryAfter) {
        return new Failed(code, Billing.NOT_BILLED, "no", retryAfter, null, null);
    }
}
