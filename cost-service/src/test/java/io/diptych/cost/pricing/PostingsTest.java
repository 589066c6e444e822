package io.diptych.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestResults;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Output;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

        CostEntry entry = article.of(result).getFirst();

        assertThat(entry.getAmountMicros()).isEqualTo(micros);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.ESTIMATED);
        assertThat(entry.getPriceBook()).isEqualTo("seed-000");
        assertThat(entry.getPriceBookVersion()).isEqualTo("2026-05-04");
    }

    @Test
    void pricesByTheTokensThatTheProviderCounted() {
        CostEntry entry = official.of(TestResults.gpt("r1")).getFirst();

        assertThat(entry.getAmountMicros()).isEqualTo(100 * 5 + 1056 * 30);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.METERED);
        assertThat(entry.getExplanation()).contains("1056 image_out");
    }

    @Test
    void halvesAndRoundsOnceOnTheBatchLane() {
        CostEntry entry = official.of(TestResults.geminiBatch("r1")).getFirst();

        assertThat(entry.getAmountMicros()).isEqualTo(33_613);
        assertThat(entry.getLane()).isEqualTo(Lane.BATCH);
    }

    @Test
    void believesTheProvidersOwnAmount() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setReportedMicros(41_000L)
                .build();

        CostEntry entry = official.of(result).getFirst();

        assertThat(entry.getAmountMicros()).isEqualTo(41_000);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.REPORTED);
        assertThat(entry.getExplanation()).isEqualTo("reported by openai");
    }

    @Test
    void knowsNoPriceWhereTheProviderCountedNothing() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(null)
                .build();

        CostEntry entry = official.of(result).getFirst();

        assertThat(entry.getPosting()).isEqualTo(Posting.CHARGE);
        assertThat(entry.getAmountMicros()).isNull();
        assertThat(entry.getExplanation()).contains("reported no token usage");
    }

    @Test
    void knowsNoPriceOfAModelThatIsNotInTheBook() {
        GenerationResult result = TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                .build();

        assertThat(official.of(result).getFirst().getAmountMicros()).isNull();
    }

    @Test
    void knowsNoPriceBeforeTheBookBegins() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setOccurredAt(Instant.parse("2020-01-01T00:00:00Z"))
                .build();

        assertThat(official.of(result).getFirst().getAmountMicros()).isNull();
    }

    @Test
    void knowsNoPriceOfUsageThatMakesNoSense() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(TestResults.usage(-5L, 0L, 0L, 1056L))
                .build();

        CostEntry entry = official.of(result).getFirst();

        assertThat(entry.getAmountMicros()).isNull();
        assertThat(entry.getExplanation()).isEqualTo("usage makes no sense: token count is -5, expected at least 0");
    }

    @Test
    void knowsNoPriceOfUsageBeyondAllMoney() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(TestResults.usage(Long.MAX_VALUE, 0L, 0L, 1056L))
                .build();

        assertThat(official.of(result).getFirst().getAmountMicros()).isNull();
    }

    @Test
    void chargesABilledAttemptWhoseImageNeverArrived() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("r1"), Billing.BILLED);

        CostEntry entry = article.of(lost).getFirst();

        assertThat(entry.getAmountMicros()).isEqualTo(32_000);
        assertThat(entry.getImages()).isEqualTo(1);
    }

    @Test
    void holdsTheEstimateOfAnAttemptNobodyKnowsAbout() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN);

        CostEntry entry = article.of(lost).getFirst();

        assertThat(entry.getPosting()).isEqualTo(Posting.HOLD);
        assertThat(entry.getEntryId()).isEqualTo("r1#0.1/HOLD/1");
        assertThat(entry.getAmountMicros()).isEqualTo(32_000);
        assertThat(entry.getProvenance()).isEqualTo(Provenance.ESTIMATED);
    }

    @Test
    void holdsAtLeastWhatTheAttemptWouldHaveCost() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN);

        CostEntry hold = official.of(lost).getFirst();

        CostEntry charge = official.of(TestResults.gpt("r1")).getFirst();
        assertThat(hold.getAmountMicros()).isGreaterThanOrEqualTo(charge.getAmountMicros());
    }

    @Test
    void holdsTheUnfinishedImagesThatSomebodyMayHaveWatched() {
        GenerationResult watched = TestResults.withoutImage(TestResults.gpt("r1"), Billing.UNKNOWN);
        GenerationResult unwatched = TestResults.withoutImage(
                TestResults.of("r1", 1, "openai", "gpt-image-2", "medium", Lane.BULK, Stage.DRAFT)
                        .build(),
                Billing.UNKNOWN);

        long three = official.of(watched).getFirst().getAmountMicros()
                - official.of(unwatched).getFirst().getAmountMicros();

        assertThat(three).isEqualTo(3 * 100 * 30);
    }

    @Test
    void chargesTheUnfinishedImagesThatCame() {
        GenerationResult streamed = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(TestResults.usage(100L, 0L, 0L, 1056L + 2 * 100))
                .build();

        long two = official.of(streamed).getFirst().getAmountMicros()
                - official.of(TestResults.gpt("r1")).getFirst().getAmountMicros();

        assertThat(two).isEqualTo(2 * 100 * 30);
    }

    @Test
    void holdsAnUnknownAmountWhereTheBookHasNone() {
        GenerationResult lost = TestResults.withoutImage(
                TestResults.of("r1", 1, "p", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                        .build(),
                Billing.UNKNOWN);

        CostEntry entry = official.of(lost).getFirst();

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
        CostEntry entry = official.of(TestResults.geminiBatch("r1")).getFirst();

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

    @Test
    void holdsTheHighestPlausiblePriceOfAChargeWhoseUsageIsMissing() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(null)
                .build();

        List<CostEntry> entries = official.of(result);

        assertThat(entries).extracting(CostEntry::getEntryId).containsExactly("r1#0.1/CHARGE/1", "r1#0.1/HOLD/1");
        assertThat(entries.getFirst().getAmountMicros()).isNull();
        assertThat(entries.getLast().getAmountMicros())
                .isGreaterThanOrEqualTo(
                        official.of(TestResults.gpt("r1")).getFirst().getAmountMicros());
    }

    @Test
    void holdsWhatTheRouterExpectedWhereTheBookHasAGap() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setOccurredAt(Instant.parse("2020-01-01T00:00:00Z"))
                .build();
        result = GenerationResult.newBuilder(result)
                .setJob(GenerationJob.newBuilder(result.getJob())
                        .setRoute(Route.newBuilder(result.getJob().getRoute())
                                .setEstimatedMicros(60_000L)
                                .build())
                        .build())
                .build();

        List<CostEntry> entries = official.of(result);

        assertThat(entries.getFirst().getAmountMicros()).isNull();
        assertThat(entries.getLast().getPosting()).isEqualTo(Posting.HOLD);
        assertThat(entries.getLast().getAmountMicros()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {500_000, 4_000_000_000L})
    void doesNotBelieveAbsurdUsage(long imageTokens) {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setUsage(TestResults.usage(100L, 0L, 0L, imageTokens))
                .build();

        List<CostEntry> entries = official.of(result);

        assertThat(entries.getFirst().getAmountMicros()).isNull();
        assertThat(entries.getFirst().getExplanation()).contains("more than 10 times the highest plausible price");
        assertThat(entries.getLast().getPosting()).isEqualTo(Posting.HOLD);
    }

    @Test
    void doesNotBelieveAnAmountBelowZero() {
        GenerationResult result = GenerationResult.newBuilder(TestResults.gpt("r1"))
                .setReportedMicros(-1L)
                .build();

        assertThat(official.of(result).getFirst().getAmountMicros()).isNull();
    }

    @Test
    void chargesFilmsByTheSecond() {
        GenerationResult film = TestResults.of(
                        "r1", 1, "google", "veo-3.1-fast-generate-001", "1080p", Lane.BULK, Stage.VIDEO)
                .build();
        GenerationRequest request = GenerationRequest.newBuilder(film.getJob().getRequest())
                .setOutput(Output.newBuilder().setSeconds(8).build())
                .build();
        GenerationResult eightSeconds = GenerationResult.newBuilder(film)
                .setJob(GenerationJob.newBuilder(film.getJob())
                        .setRequest(request)
                        .build())
                .build();

        assertThat(official.of(eightSeconds).getFirst().getAmountMicros()).isEqualTo(960_000);
        assertThat(official.of(film).getFirst().getAmountMicros()).isNull();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "gpt-image-2,            low,    196,  5880,    0.006",
        "gpt-image-2,            medium, 1756, 52680,   0.053",
        "gpt-image-2,            high,   7024, 210720,  0.211",
        "gemini-3.1-flash-image, 1K,     1120, 67200,   0.067",
        "gemini-3.1-flash-image, 2K,     1680, 100800,  0.101",
        "gemini-3-pro-image,     2K,     1120, 134400,  0.134"
    })
    void chargesTheOfficialPricesByTheTokensOfAnImage(
            String model, String tier, long tokens, long micros, double published) {
        GenerationResult result = TestResults.of("r1", 1, "p", model, tier, Lane.INTERACTIVE, Stage.HERO)
                .setUsage(TestResults.usage(0L, 0L, 0L, tokens))
                .build();

        CostEntry entry = official.of(result).getFirst();

        assertThat(entry.getAmountMicros()).isEqualTo(micros);
        assertThat(entry.getAmountMicros() / 1e6).isCloseTo(published, within(0.0005));
    }

    @ParameterizedTest(name = "plan {0}")
    @MethodSource("plans")
    void reproducesTheArticlesPlansFromPricedResults(String plan, List<Bought> bought, long images, String usd) {
        List<CostEntry> entries = new ArrayList<>();
        for (Bought stage : bought) {
            for (int i = 0; i < stage.images(); i++) {
                entries.addAll(article.of(TestResults.of(
                                stage.stage() + "-" + i,
                                1,
                                "p",
                                stage.model(),
                                stage.tier(),
                                stage.lane(),
                                stage.stage())
                        .build()));
            }
        }

        assertThat(entries).hasSize(Math.toIntExact(images));
        assertThat(BigDecimal.valueOf(
                        entries.stream().mapToLong(CostEntry::getAmountMicros).sum(), 6))
                .isEqualByComparingTo(usd);
    }

    static Stream<Arguments> plans() {
        String gpt = "gpt-image-2";
        String nano = "gemini-3.1-flash-image";
        return Stream.of(
                Arguments.of(
                        "A",
                        List.of(
                                new Bought(Stage.DRAFT, 500, gpt, "low", Lane.BULK),
                                new Bought(Stage.WHITE_BACKGROUND, 100, gpt, "medium", Lane.BULK),
                                new Bought(Stage.SCENE, 300, gpt, "medium", Lane.BULK),
                                new Bought(Stage.POSTER, 20, gpt, "high", Lane.BULK)),
                        920,
                        "19.30"),
                Arguments.of(
                        "B",
                        List.of(
                                new Bought(Stage.DRAFT, 500, nano, "1K", Lane.BATCH),
                                new Bought(Stage.WHITE_BACKGROUND, 100, nano, "1K", Lane.BULK),
                                new Bought(Stage.SCENE, 300, nano, "1K", Lane.BULK),
                                new Bought(Stage.POSTER, 20, nano, "2K", Lane.BULK)),
                        920,
                        "45.82"),
                Arguments.of(
                        "dual",
                        List.of(
                                new Bought(Stage.DRAFT, 500, nano, "1K", Lane.BATCH),
                                new Bought(Stage.WHITE_BACKGROUND, 100, gpt, "medium", Lane.BULK),
                                new Bought(Stage.SCENE_DRAFT, 300, nano, "1K", Lane.BATCH),
                                new Bought(Stage.SCENE, 100, gpt, "medium", Lane.BULK),
                                new Bought(Stage.POSTER, 20, gpt, "high", Lane.BULK)),
                        1_020,
                        "36.10"));
    }

    record Bought(Stage stage, int images, String model, String tier, Lane lane) {}

    @Test
    void saysWhatABatchSaved() {
        CostEntry batch = official.of(TestResults.geminiBatch("r1")).getFirst();

        assertThat(batch.getSavedMicros()).isEqualTo(33_612);
        assertThat(official.of(TestResults.gpt("r1")).getFirst().getSavedMicros())
                .isNull();
    }
}
