package io.diptych.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestResults;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostingsTest {
    private static final Catalog CATALOG = Catalog.load();

    private final Postings official = new Postings(CATALOG.priceBook("official"));
    private final Postings article = new Postings(CATALOG.priceBook("seed-000"));

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2, low, INTERACTIVE, 8000",
        "gpt-image-2, medium, INTERACTIVE, 32000",
        "gpt-image-2, high, INTERACTIVE, 125000",
        "gemini-3.1-flash-image, 1K, BATCH, 34000",
        "gemini-3.1-flash-image, 1K, BULK, 67000",
        "gemini-3.1-flash-image, 2K, INTERACTIVE, 101000"
    })
    void pricesByTheArticlesFigures(String model, String tier, Lane lane, long micros) {
        GenerationResult result = TestResults.of("r1", 1, "p", model, tier, lane, Stage.DRAFT)
                .setUsage(TestResults.usage(1L, 0L, 0L, 1L))
                .build();

        CostEntry entry = article.of(result).orElseThrow();

        assertThat(entry.getAmountMicros()).isEqualTo(micros);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.ESTIMATED);
        assertThat(entry.getPriceBook()).isEqualTo("seed-000");
        assertThat(entry.getPriceBookVersion()).isEqualTo("2026-05-04");
    }

    @Test
    void pricesByTheTokensThatTheProviderCounted() {
        CostEntry entry = official.of(TestResults.gpt("r1")).orElseThrow();

        assertThat(entry.getAmountMicros()).isEqualTo(100 * 5 + 1056 * 30);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.METERED);
        assertThat(entry.getExplanation()).contains("1056 image_out");
    }

    @Test
    void halvesAndRoundsOnceOnTheBatchLane() {
        CostEntry entry = official.of(TestResults.geminiBatch("r1")).orElseThrow();

        assertThat(entry.getAmountMicros()).isEqualTo(33_613);
        assertThat(entry.getLane()).isEqualTo(Lane.BATCH);
    }

    @Test
    void believesTheProvidersOwnAmount() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setReportedMicros(41_000L)
                .build();

        CostEntry entry = official.of(result).orElseThrow();

        assertThat(entry.getAmountMicros()).isEqualTo(41_000);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.REPORTED);
        assertThat(entry.getExplanation()).isEqualTo("reported by openai");
    }

    @Test
    void knowsNoPriceWhereTheProviderCountedNothing() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(null)
                .build();

        CostEntry entry = official.of(result).orElseThrow();

        assertThat(entry.getPosting()).isEqualTo(Posting.CHARGE);
        assertThat(entry.getAmountMicros()).isNull();
        assertThat(entry.getExplanation()).contains("reported no token usage");
    }

    @Test
    void knowsNoPriceOfAModelThatIsNotInTheBook() {
        GenerationResult result = TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                .build();

        assertThat(official.of(result).orElseThrow().getAmountMicros()).isNull();
    }

    @Test
    void knowsNoPriceBeforeTheBookBegins() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setOccurredAt(Instant.parse("2020-01-01T00:00:00Z"))
                .build();

        assertThat(official.of(result).orElseThrow().getAmountMicros()).isNull();
    }

    @Test
    void knowsNoPriceOfUsageThatMakesNoSense() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(TestResults.usage(-5L, 0L, 0L, 1056L))
                .build();

        CostEntry entry = official.of(result).orElseThrow();

        assertThat(entry.getAmountMicros()).isNull();
        assertThat(entry.getExplanation()).isEqualTo("usage makes no sense: token count is -5, expected at least 0");
    }

    @Test
    void knowsNoPriceOfUsageBeyondAllMoney() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(TestResults.usage(Long.MAX_VALUE, 0L, 0L, 1056L))
                .build();

        assertThat(official.of(result).orElseThrow().getAmountMicros()).isNull();
    }

    @Test
    void chargesABilledAttemptWhoseImageNeverArrived() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("r1"), Billing.BILLED);

        CostEntry entry = article.of(lost).orElseThrow();

        assertThat(entry.getAmountMicros()).isEqualTo(32_000);
        assertThat(entry.getImages()).isEqualTo(1);
    }

    @Test
    void holdsTheEstimateOfAnAttemptNobodyKnowsAbout() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN);

        CostEntry entry = article.of(lost).orElseThrow();

        assertThat(entry.getPosting()).isEqualTo(Posting.HOLD);
        assertThat(entry.getEntryId()).isEqualTo("r1#0.1/HOLD/1");
        assertThat(entry.getAmountMicros()).isEqualTo(32_000);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.ESTIMATED);
    }

    @Test
    void holdsAtLeastWhatTheAttemptWouldHaveCost() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN);

        CostEntry hold = official.of(lost).orElseThrow();

        CostEntry charge = official.of(TestResults.gpt("r1")).orElseThrow();
        assertThat(hold.getAmountMicros()).isGreaterThanOrEqualTo(charge.getAmountMicros());
    }

    @Test
    void holdsAnUnknownAmountWhereTheBookHasNone() {
        GenerationResult lost = TestResults.withoutImage(
                TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                        .build(),
                Billing.UNKNOWN);

        CostEntry entry = official.of(lost).orElseThrow();

        assertThat(entry.getPosting()).isEqualTo(Posting.HOLD);
        assertThat(entry.getAmountMicros()).isNull();
    }

    @Test
    void postsNothingForAnAttemptThatSurelyWasNotCharged() {
        assertThat(official.of(TestResults.withoutImage(TestResults.gpt("r1"), Billing.NOT_BILLED)))
                .isEmpty();
    }

    @Test
    void carriesTheWholeStoryOfTheAttempt() {
        CostEntry entry = official.of(TestResults.geminiBatch("r1")).orElseThrow();

        assertThat(entry.getEntryId()).isEqualTo("r1#0.1/CHARGE/1");
        assertThat(entry.getAttemptId()).isEqualTo("r1#0.1");
        assertThat(entry.getJobId()).isEqualTo("r1#0");
        assertThat(entry.getRequestId()).isEqualTo("r1");
        assertThat(entry.getTenant()).isEqualTo("acme");
        assertThat(entry.getCurrency()).isEqualTo("USD");
        assertThat(entry.getProvider()).isEqualTo("google");
        assertThat(entry.getModel()).isEqualTo("gemini-3.1-flash-image");
        assertThat(entry.getModelVersion()).isEqualTo("gemini-3.1-flash-image-x");
        assertThat(entry.getTier()).isEqualTo("1K");
        assertThat(entry.getStage()).isEqualTo(Stage.DRAFT);
        assertThat(entry.getAttemptNo()).isEqualTo(1);
        assertThat(entry.getUsage().getImageOut()).isEqualTo(1120);
        assertThat(entry.getProviderRequestId()).isEqualTo("req-r1");
        assertThat(entry.getProviderBatchId()).isEqualTo("batches/7");
        assertThat(entry.getRuleId()).isEqualTo("rule-1");
        assertThat(entry.getPolicy()).isEqualTo("dual");
        assertThat(entry.getPolicyVersion()).isEqualTo("1");
        assertThat(entry.getTemplateVersion()).isEqualTo("t@1");
        assertThat(entry.getCampaign()).isEqualTo("spring");
        assertThat(entry.getSku()).isEqualTo("SKU-1");
        assertThat(entry.getPipelineStage()).isEqualTo("shots");
        assertThat(entry.getOccurredAt()).isEqualTo(TestResults.ENDED);
    }
}
