package io.diptych.cost.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestResults;
import io.diptych.cost.pricing.Postings;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RollupsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:02:00Z");

    private final Postings article = new Postings(Catalog.load().priceBook("seed-000"));

    @Test
    void countsAChargeWithItsImageAndAmount() {
        CostRollup delta = Rollups.delta(entry(TestResults.gpt("r1")), Window.MINUTE, NOW);

        assertThat(delta.getCharges()).isEqualTo(1);
        assertThat(delta.getImages()).isEqualTo(1);
        assertThat(delta.getRework()).isZero();
        assertThat(delta.getAmountMicros()).isEqualTo(32_000);
        assertThat(delta.getHeldMicros()).isZero();
        assertThat(delta.getUnpriced()).isZero();
        assertThat(delta.getCampaign()).isEqualTo("spring");
        assertThat(delta.getStage()).isEqualTo(Stage.WHITE_BACKGROUND);
        assertThat(delta.getProvider()).isEqualTo("openai");
    }

    @Test
    void countsALaterAttemptAsRework() {
        GenerationResult second = TestResults.of("r1", 2, "openai", "gpt-image-2", "medium", Lane.BULK, Stage.SCENE)
                .build();

        assertThat(Rollups.delta(entry(second), Window.DAY, NOW).getRework()).isEqualTo(1);
    }

    @Test
    void keepsAHoldApartFromWhatIsSpent() {
        CostEntry hold = entry(TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN));

        CostRollup delta = Rollups.delta(hold, Window.MINUTE, NOW);

        assertThat(delta.getHeldMicros()).isEqualTo(32_000);
        assertThat(delta.getAmountMicros()).isZero();
        assertThat(delta.getCharges()).isZero();
        assertThat(delta.getImages()).isZero();
    }

    @Test
    void countsAnUnknownAmountAsUnpriced() {
        GenerationResult strange = TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                .build();

        CostRollup delta = Rollups.delta(entry(strange), Window.MINUTE, NOW);

        assertThat(delta.getUnpriced()).isEqualTo(1);
        assertThat(delta.getCharges()).isEqualTo(1);
        assertThat(delta.getAmountMicros()).isZero();
    }

    @Test
    void addsUp() {
        CostRollup first = Rollups.delta(entry(TestResults.gpt("r1")), Window.MINUTE, NOW);

        CostRollup sum = Rollups.plus(Rollups.plus(null, first, NOW), first, NOW.plusSeconds(1));

        assertThat(sum.getCharges()).isEqualTo(2);
        assertThat(sum.getAmountMicros()).isEqualTo(64_000);
        assertThat(sum.getOccurredAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void beginsWindowsAtWholeMinutesAndDaysInUtc() {
        CostEntry entry = entry(TestResults.gpt("r1"));

        CostRollup minute = Rollups.delta(entry, Window.MINUTE, NOW);
        CostRollup day = Rollups.delta(entry, Window.DAY, NOW);

        assertThat(minute.getWindow()).isEqualTo("PT1M");
        assertThat(minute.getWindowStart()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(minute.getWindowEnd()).isEqualTo("2026-11-20T10:01:00Z");
        assertThat(day.getWindow()).isEqualTo("P1D");
        assertThat(day.getWindowStart()).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(day.getWindowEnd()).isEqualTo("2026-11-21T00:00:00Z");
    }

    @Test
    void putsABoundaryIntoTheWindowThatBegins() {
        assertThat(Window.MINUTE.startOf(Instant.parse("2026-11-20T10:01:00Z"))).isEqualTo("2026-11-20T10:01:00Z");
        assertThat(Window.MINUTE.startOf(Instant.parse("2026-11-20T10:00:59.999Z")))
                .isEqualTo("2026-11-20T10:00:00Z");
        assertThat(Window.DAY.startOf(Instant.parse("1969-12-31T23:59:59Z"))).isEqualTo("1969-12-31T00:00:00Z");
    }

    @Test
    void keepsWindowsForAsLongAsConfigured() {
        RollupRetention retention = new RollupRetention(Duration.ofHours(1), Duration.ofDays(2));

        assertThat(retention.earliestStart(Window.MINUTE, NOW)).isEqualTo("2026-11-20T09:02:00Z");
        assertThat(retention.earliestStart(Window.DAY, NOW)).isEqualTo("2026-11-18T00:00:00Z");
    }

    private CostEntry entry(GenerationResult result) {
        return article.of(result).orElseThrow();
    }
}
