package io.diptych.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.Constraints;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.image.ReferenceImages;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.FakeProvider;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Pictures;
import io.diptych.worker.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/// What a caller's time limits do to a call that is paid for.
class ImageBuyerTest {
    private static final Instant CLAIMED = Instant.parse("2026-11-21T08:00:00Z");
    private static final CallTimes TIMES = new CallTimes(Duration.ofMinutes(2));
    private static final CallControl NOBODY_STOPS = new CallControl() {
        @Override
        public Optional<CutOff> cutOff() {
            return Optional.empty();
        }

        @Override
        public void answered() {}
    };

    static {
        TrustedEvents.install();
    }

    private final FakeAssets assets = new FakeAssets();
    private Instant now = CLAIMED;

    private final FakeProvider slow = new FakeProvider(call -> {
        now = CLAIMED.plusSeconds(45);
        return Pictures.rendered(call.attemptId());
    });

    @Test
    void keepsAnImageThatTookLongerThanTheCallerLikes() {
        Receipt receipt =
                buy(slow, Constraints.newBuilder().setMaxLatencyMillis(20_000L).build());

        assertThat(slow.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.deadline()).isEqualTo(CLAIMED.plusSeconds(120)));
        assertThat(receipt.billing()).isEqualTo(Billing.BILLED);
        assertThat(receipt.image()).isNotNull();
    }

    @Test
    void knowsTheBillOfAnImageThatCameAfterTheDeadline() {
        Receipt receipt = buy(
                slow,
                Constraints.newBuilder().setDeadline(CLAIMED.plusSeconds(30)).build());

        assertThat(receipt.billing()).isEqualTo(Billing.BILLED);
        assertThat(receipt.usage()).isEqualTo(Pictures.USAGE);
        assertThat(receipt.image()).isNull();
        assertThat(receipt.problem()).isNotNull().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(FailureCode.EXPIRED);
            assertThat(problem.message()).contains("after the deadline 2026-11-21T08:00:30Z");
        });
        assertThat(assets.receiptNames()).containsExactly("r#0.1");
    }

    @Test
    void doesNotCallAgainAfterTheDeadline() {
        // Given
        FakeProvider failing = new FakeProvider(_ -> {
            now = CLAIMED.plusSeconds(25);
            return Failed.unbilled(FailureCode.UNAVAILABLE, "503");
        });

        // When
        Receipt receipt = buy(
                failing, Constraints.newBuilder().setMaxLatencyMillis(20_000L).build());

        // Then
        assertThat(failing.calls()).hasSize(1);
        assertThat(receipt.billing()).isEqualTo(Billing.NOT_BILLED);
    }

    @Test
    void callsNobodyAfterTheDeadline() {
        now = CLAIMED.plusSeconds(30);

        Receipt receipt = buy(
                slow,
                Constraints.newBuilder().setDeadline(CLAIMED.plusSeconds(30)).build());

        assertThat(slow.calls()).isEmpty();
        assertThat(receipt.problem())
                .isNotNull()
                .extracting(Receipt.Problem::code)
                .isEqualTo(FailureCode.EXPIRED);
    }

    private Receipt buy(FakeProvider provider, Constraints constraints) {
        GenerationJob job = GenerationJob.newBuilder(Jobs.job("r", "m"))
                .setRequest(Jobs.request("r").setConstraints(constraints).build())
                .build();
        Claim claim = new Claim(job, 0, "w", CLAIMED, CLAIMED.plusSeconds(136), null, new RecordHeaders());
        ImageBuyer buyer = new ImageBuyer(
                provider,
                new RenderCalls(Map.of()),
                ReferenceImages.of(assets, Settings.REFERENCES, "m"),
                _ -> PreviewSink.NONE,
                new RetryRule(3, Duration.ofSeconds(1), () -> true),
                new ImageKeeper(assets, () -> now),
                TIMES,
                () -> now);
        return buyer.buy(claim, NOBODY_STOPS);
    }
}
