package io.diptych.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Constraints;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.image.ReferenceImages;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How long a batch is offered to a provider that does not take it. Time goes on by a second whenever it is asked for.
@Timeout(60)
class HandOverTest {
    private static final Instant BEGUN = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration LEAD = Duration.ofMinutes(15);

    static {
        TrustedEvents.install();
    }

    private final FakeBatches provider = new FakeBatches();
    private final AtomicInteger seconds = new AtomicInteger();
    private boolean isCancelled;

    @Test
    void waitsAsLongAsTheProviderAsks() throws Exception {
        provider.refuse(FailureCode.RATE_LIMITED, 1, Duration.ofSeconds(90));

        assertThat(handOver(Duration.ofHours(26)).of(batch(job("a")))).isPresent();

        assertThat(provider.offers()).isEqualTo(2);
        assertThat(seconds.get()).isGreaterThanOrEqualTo(90);
    }

    @Test
    void handsBackWhatIsRefusedForTooLong() {
        provider.refuse(FailureCode.UNAVAILABLE);

        assertThatThrownBy(() -> handOver(Duration.ofSeconds(30)).of(batch(job("a"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE);
                    assertThat(e.surelyRefused()).isTrue();
                });
        assertThat(provider.offers()).isGreaterThan(1);
    }

    @Test
    void doesNotWaitLongerThanAnybodyWouldForIt() {
        provider.refuse(FailureCode.RATE_LIMITED, 1, Duration.ofMinutes(5));

        assertThatThrownBy(() -> handOver(Duration.ofSeconds(30)).of(batch(job("a"))))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofMinutes(5)));
        assertThat(provider.offers()).isEqualTo(1);
    }

    @Test
    void isGivenUpOnceAJobOfItCanWaitNoLonger() throws Exception {
        provider.refuse(FailureCode.RATE_LIMITED, Integer.MAX_VALUE, Duration.ofDays(1));
        GenerationJob urgent = Jobs.job("urgent", "m", Lane.BATCH)
                .setRequest(Jobs.request("urgent")
                        .setConstraints(Constraints.newBuilder()
                                .setDeadline(BEGUN.plus(LEAD).plusSeconds(20))
                                .build())
                        .build())
                .build();

        assertThat(handOver(Duration.ofHours(26)).of(batch(job("patient"), urgent)))
                .isEmpty();

        assertThat(provider.offers()).isEqualTo(1);
        assertThat(provider.bought()).isEmpty();
    }

    /// Of a batch that was under way when its worker died.
    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "NOT_CONFIGURED"})
    void isNotTakenForRefusedWhereTheProviderDoesNotSayWhetherItHasIt(FailureCode code) {
        provider.hide(code);
        GenerationJob urgent = Jobs.job("urgent", "m", Lane.BATCH)
                .setRequest(Jobs.request("urgent")
                        .setConstraints(Constraints.newBuilder()
                                .setDeadline(BEGUN.plus(LEAD))
                                .build())
                        .build())
                .build();

        assertThatThrownBy(() -> handOver(Duration.ofSeconds(30)).of(batch(false, urgent)))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.surelyRefused()).isFalse();
                });
        assertThat(provider.offers()).isZero();
    }

    @Test
    void isOfferedToNobodyOnceNothingOfItIsWanted() throws Exception {
        isCancelled = true;

        assertThat(handOver(Duration.ofHours(26)).of(batch(job("a")))).isEmpty();

        assertThat(provider.offers()).isZero();
    }

    private HandOver handOver(Duration patience) {
        RenderCalls calls = new RenderCalls(Map.of());
        CollectorProperties times = new CollectorProperties(null, LEAD, Duration.ofHours(2));
        return new HandOver(
                provider,
                calls,
                new Inputs(calls, ReferenceImages.of(new FakeAssets(), Settings.REFERENCES, "m")),
                Duration.ofMillis(1),
                patience,
                _ -> isCancelled,
                claim ->
                        times.isUrgent(claim.job().getRequest().getConstraints().getDeadline(), now()),
                () -> BEGUN.plusSeconds(seconds.incrementAndGet()));
    }

    private Instant now() {
        return BEGUN.plusSeconds(seconds.get());
    }

    private static GenerationJob job(String requestId) {
        return Jobs.batchJob(requestId, "m");
    }

    private static OpenBatch batch(GenerationJob... jobs) {
        return batch(true, jobs);
    }

    private static OpenBatch batch(boolean fresh, GenerationJob... jobs) {
        List<Claim> claims = List.of(jobs).stream()
                .map(job -> new Claim(job, 0, "w", BEGUN, BEGUN.plusSeconds(99_999), "key", new RecordHeaders()))
                .toList();
        return new OpenBatch("key", 0, claims, "w", BEGUN, BEGUN.plusSeconds(60), null, fresh);
    }
}
