package io.diptych.quality.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.FeedbackCount;
import io.diptych.events.FeedbackKind;
import io.diptych.events.FeedbackSignal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FeedbackCountsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final FeedbackCount NONE = FeedbackCounts.unknown(NOW);

    @ParameterizedTest
    @EnumSource(FeedbackKind.class)
    void countsEverySignalOnce(FeedbackKind kind) {
        FeedbackCount one = FeedbackCounts.one(NONE, signal(kind, kind == FeedbackKind.RATED ? 4 : null));

        assertThat(one.getRegenerated()
                        + one.getAbandoned()
                        + one.getCorrected()
                        + one.getRated()
                        + one.getChosen()
                        + one.getOther())
                .isEqualTo(1);
        assertThat(one.getRatingSum()).isEqualTo(kind == FeedbackKind.RATED ? 4 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0", "6", ","})
    void takesARatingOutOfRangeForNone(@Nullable Integer rating) {
        FeedbackCount one = FeedbackCounts.one(NONE, signal(FeedbackKind.RATED, rating));

        assertThat(one.getRated()).isZero();
        assertThat(one.getOther()).isEqualTo(1);
    }

    @Test
    void addsUp() {
        FeedbackCount sum = FeedbackCounts.sum(
                FeedbackCounts.one(NONE, signal(FeedbackKind.REGENERATED, null)),
                FeedbackCounts.sum(
                        FeedbackCounts.one(NONE, signal(FeedbackKind.REGENERATED, null)),
                        FeedbackCounts.one(NONE, signal(FeedbackKind.RATED, 5))));

        assertThat(sum.getRegenerated()).isEqualTo(2);
        assertThat(sum.getRated()).isEqualTo(1);
        assertThat(sum.getRatingSum()).isEqualTo(5);
    }

    private static FeedbackSignal signal(FeedbackKind kind, @Nullable Integer rating) {
        return FeedbackSignal.newBuilder()
                .setFeedbackId("f1")
                .setJobId("r1#0")
                .setTenant("acme")
                .setKind(kind)
                .setRating(rating)
                .setOccurredAt(NOW)
                .build();
    }
}
