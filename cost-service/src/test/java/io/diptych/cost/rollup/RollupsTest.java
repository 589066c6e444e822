package io.diptych.cost.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RollupsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:02:00Z");

    private final Postings article = new Postings(Catalog.load().priceBook("seed-000"));

    @Test
    void countsAChargeWithItsImageAndAmount() {
        CostRollup delta = delta(entry(TestResults.gpt("r1")), Window.MINUTE);

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

        assertThat(delta(entry(second), Window.DAY).getRework()).isEqualTo(1);
    }

    @Test
    void keepsAHoldApartFromWhatIsSpent() {
        CostEntry hold = entry(TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN));

        CostRollup delta = delta(hold, Window.MINUTE);

        assertThat(delta.getHeldMicros()).isEqualTo(32_000);
        assertThat(delta.getAmountMicros()).isZero();
        assertThat(delta.getCharges()).isZero();
        assertThat(delta.getImages()).isZero();
    }

    @Test
    void countsAnUnknownAmountAsUnpriced() {
        GenerationResult strange = TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                .build();

        CostRollup delta = delta(entry(strange), Window.MINUTE);

        assertThat(delta.getUnpriced()).isEqualTo(1);
        assertThat(delta.getCharges()).isEqualTo(1);
        assertThat(delta.getAmountMicros()).isZero();
    }

    @Test
    void addsUp() {
        CostRollup first = delta(entry(TestResults.gpt("r1")), Window.MINUTE);

        CostRollup sum = Rollups.plus(Rollups.plus(null, first, NOW), first, NOW.plusSeconds(1));

        assertThat(sum.getCharges()).isEqualTo(2);
        assertThat(sum.getAmountMicros()).isEqualTo(64_000);
        assertThat(sum.getOccurredAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void beginsWindowsAtWholeMinutesAndDaysInUtc() {
        CostEntry entry = entry(TestResults.gpt("r1"));

        CostRollup minute = delta(entry, Window.MINUTE);
        CostRollup day = delta(entry, Window.DAY);

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
        RollupRetention retention = new RollupRetention(Duration.ofHours(1), Duration.ofHours(3), Duration.ofDays(2));

        assertThat(retention.earliestStart(Window.MINUTE, NOW)).isEqualTo("2026-11-20T09:02:00Z");
        assertThat(retention.earliestStart(Window.HOUR, NOW)).isEqualTo("2026-11-20T07:00:00Z");
        assertThat(retention.earliestStart(Window.DAY, NOW)).isEqualTo("2026-11-18T00:00:00Z");
    }

    @Test
    void addsUpTimesReasonsAndWhatWasAccepted() {
        GenerationResult slow = GenerationResult.newBuilder(
                        TestResults.withoutImage(TestResults.gpt("r1"), Billing.NOT_BILLED))
                .setProviderMillis(9_000)
                .setCalls(3)
                .build();
        GenerationResult fast = GenerationResult.newBuilder(TestResults.gpt("r2"))
                .setProviderMillis(1_000)
                .build();

        Measures sum =
                Facts.of(slow).plus(Facts.of(fast)).plus(Measures.DELIVERED).plus(Measures.ESCALATED);

        assertThat(sum.attempts()).isEqualTo(2);
        assertThat(sum.calls()).isEqualTo(4);
        assertThat(sum.retries()).isEqualTo(2);
        assertThat(sum.failed()).containsExactly(Map.entry("UNAVAILABLE", 1L));
        assertThat(sum.accepted()).isEqualTo(1);
        assertThat(sum.escalations()).isEqualTo(1);
        CostRollup written = Rollups.deltas(sum, Dimensions.of(fast), fast.getOccurredAt(), NOW)
                .getFirst();
        assertThat(written.getP50Millis()).isCloseTo(1_000, within(10.0));
        assertThat(written.getP99Millis()).isCloseTo(1_000, within(10.0));
        assertThat(Measures.of(Rollups.plus(written, written, NOW)).failed()).containsEntry("UNAVAILABLE", 2L);
    }

    @Test
    void tellsWhatAnAcceptedImageCosts() {
        Measures charge = Facts.of(entry(TestResults.gpt("r1")));

        assertThat(charge.perAcceptedMicros()).isNull();
        assertThat(charge.plus(Measures.DELIVERED)
                        .plus(Measures.DELIVERED)
                        .plus(Measures.DELIVERED)
                        .perAcceptedMicros())
                .isEqualTo(10_667);
    }

    @Test
    void countsInEachCubeThatHasTheDimensions() {
        CostEntry entry = entry(TestResults.gpt("r1"));
        CostEntry bare = CostEntry.newBuilder(entry)
                .setCampaign(null)
                .setSku(null)
                .setTemplateVersion(null)
                .build();

        assertThat(cubes(entry))
                .containsExactly(
                        "ROUTE PT1M",
                        "ROUTE PT1H",
                        "ROUTE P1D",
                        "POLICY PT1H",
                        "POLICY P1D",
                        "TEMPLATE PT1H",
                        "TEMPLATE P1D",
                        "SKU P1D");
        assertThat(cubes(bare)).containsExactly("ROUTE PT1M", "ROUTE PT1H", "ROUTE P1D", "POLICY PT1H", "POLICY P1D");
    }

    private static List<String> cubes(CostEntry entry) {
        return windows(entry)
                .map(delta -> delta.getCube() + " " + delta.getWindow())
                .toList();
    }

    private static CostRollup delta(CostEntry entry, Window window) {
        return windows(entry)
                .filter(delta ->
                        delta.getCube().equals("ROUTE") && delta.getWindow().equals(window.iso()))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<CostRollup> windows(CostEntry entry) {
        return Rollups.deltas(Facts.of(entry), Dimensions.of(entry), entry.getOccurredAt(), NOW).stream()
                .flatMap(delta -> Rollups.windows(delta).stream());
    }

    private CostEntry entry(GenerationResult result) {
        return article.of(result).getFirst();
    }
}
