package io.diptych.catalog;

import static io.diptych.catalog.Lane.BATCH;
import static io.diptych.catalog.Lane.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficialPricesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final PixelSize SQUARE = new PixelSize(1024, 1024);

    private final PriceBook official = Catalog.load().priceBook("official");

    @ParameterizedTest
    @CsvSource({
        "1024x1024, 196, 1756, 7024",
        "1536x1024, 158, 1372, 5488",
        "1024x1536, 158, 1372, 5488",
        "1536x864, 120, 1078, 4312",
        "2048x2048, 397, 3568, 14272",
        "2560x1440, 205, 1843, 7370",
        "3840x2160, 371, 3336, 13342"
    })
    void gptImage2CountsTokensByItsFormula(String size, long low, long medium, long high) {
        PixelSize pixels = PixelSize.parse(size);

        assertThat(GptImage2Tokens.of("low", pixels)).hasValue(low);
        assertThat(GptImage2Tokens.of("medium", pixels)).hasValue(medium);
        assertThat(GptImage2Tokens.of("high", pixels)).hasValue(high);
        assertThat(GptImage2Tokens.of("auto", pixels)).hasValue(high);
        assertThat(GptImage2Tokens.of("xhigh", pixels)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2, low, 1024x1024, 0.006",
        "gpt-image-2, medium, 1024x1024, 0.053",
        "gpt-image-2, high, 1024x1024, 0.211",
        "gpt-image-2, low, 1024x1536, 0.005",
        "gpt-image-2, medium, 1536x1024, 0.041",
        "gpt-image-2, high, 1536x1024, 0.165",
        "gpt-image-1.5, low, 1024x1024, 0.009",
        "gpt-image-1.5, medium, 1024x1024, 0.034",
        "gpt-image-1.5, high, 1024x1024, 0.133",
        "gpt-image-1.5, high, 1024x1536, 0.200",
        "gpt-image-1.5, medium, 1536x1024, 0.050",
        "gpt-image-1, low, 1024x1024, 0.011",
        "gpt-image-1, medium, 1024x1024, 0.042",
        "gpt-image-1, high, 1024x1536, 0.250",
        "gpt-image-1-mini, high, 1024x1536, 0.052"
    })
    void tokensReproduceThePublishedPricePerImage(String model, String tier, String size, String published) {
        BigDecimal image = imagePartOfEstimate(model, tier, PixelSize.parse(size));

        assertThat(image.setScale(3, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal(published));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3.1-flash-image, 512, 44820",
        "gemini-3.1-flash-image, 0.5K, 44820",
        "gemini-3.1-flash-image, 1K, 67200",
        "gemini-3.1-flash-image, 2K, 100800",
        "gemini-3.1-flash-image, 4K, 151200",
        "gemini-2.5-flash-image, 1K, 38700",
        "gemini-3-pro-image, 1K, 134400",
        "gemini-3-pro-image, 2K, 134400",
        "gemini-3-pro-image, 4K, 240000",
        "gemini-3.1-flash-lite-image, 1K, 33600",
        "gemini-nano-banana-2.1, 1K, 33600"
    })
    void geminiCountsTokensByTier(String model, String tier, long micros) {
        assertThat(imagePartOfEstimate(model, tier, null).movePointRight(6)).isEqualByComparingTo("" + micros);
    }

    @Test
    void nanoBanana2CostsItsTokens() {
        Consumption oneImage = Consumption.ofOneImage("gemini-3.1-flash-image", STANDARD, "1K", SQUARE);

        Price price = official.price(oneImage.withUsage(TokenUsage.of(0, 0, 0, 1120)), NOW);
        Price withWords = official.price(oneImage.withUsage(TokenUsage.of(40, 1120, 7, 1120)), NOW);

        assertThat(amount(price)).isEqualTo(new Money(67_200));
        // 40 x 0.5 + 1120 x 0.5 + 7 x 3 + 1120 x 60
        assertThat(amount(withWords)).isEqualTo(new Money(67_801));
    }

    @Test
    void batchCostsHalf() {
        Consumption batched = Consumption.ofOneImage("gemini-3.1-flash-image-preview", BATCH, "1K", SQUARE)
                .withUsage(TokenUsage.of(0, 0, 0, 1120));

        assertThat(official.price(batched, NOW))
                .isEqualTo(new Price.Known(
                        new Money(33_600),
                        "official",
                        "2026-11-20",
                        "gemini-3.1-flash-image: (0 text_in x 0.5 + 0 image_in x 0.5 + 0 text_out x 3"
                                + " + 1120 image_out x 60) x 0.5 batch"));
    }

    @Test
    void cachedInputHasItsOwnRate() {
        var usage = new TokenUsage(1000L, 600L, 2000L, 500L, null, 1756L);

        Price price = official.price(gptImage2(usage), NOW);

        // 400 x 5 + 600 x 1.25 + 1500 x 8 + 500 x 2 + 1756 x 30
        assertThat(amount(price)).isEqualTo(new Money(68_430));
    }

    @Test
    void roundsOnceHalfUp() {
        // Given a half micro-dollar: one text token at 0.5
        var nano = Consumption.ofOneImage("gemini-3.1-flash-image", STANDARD, "1K", null);
        var lite = Consumption.ofOneImage("gemini-3.1-flash-lite-image", STANDARD, "1K", null);

        // When and then: 0.5 becomes 1, 0.25 becomes 0, and 0.25 + 0.25 becomes 1 rather than 0
        assertThat(amount(official.price(nano.withUsage(TokenUsage.of(1, 0, 0, 0)), NOW)))
                .isEqualTo(new Money(1));
        assertThat(amount(official.price(lite.withUsage(TokenUsage.of(1, 0, 0, 0)), NOW)))
                .isEqualTo(Money.ZERO);
        assertThat(amount(official.price(lite.withUsage(TokenUsage.of(1, 1, 0, 0)), NOW)))
                .isEqualTo(new Money(1));
    }

    @Test
    void referencesOfThePremiumModelArePricedByThePiece() {
        Consumption withReferences = Consumption.ofOneImage("gemini-3-pro-image", STANDARD, "2K", null)
                .withReferences(3)
                .withUsage(TokenUsage.of(0, 1680, 0, 1120));

        assertThat(amount(official.price(withReferences, NOW))).isEqualTo(new Money(137_700));
    }

    @Test
    void imagesAndSecondsHavePricesToo() {
        Consumption seedream = Consumption.ofOneImage("seedream-4.0", STANDARD, "2K", null);
        Consumption veo = Consumption.ofOneImage("veo-3.1-generate-001", STANDARD, "4k", null);

        assertThat(amount(official.price(seedream.withImages(3), NOW))).isEqualTo(Money.parse("0.09"));
        assertThat(amount(official.price(seedream.withImages(0), NOW))).isEqualTo(Money.ZERO);
        assertThat(amount(official.price(veo.withLength(Duration.ofSeconds(6)), NOW)))
                .isEqualTo(Money.parse("3.60"));
        assertThat(official.price(veo, NOW))
                .isEqualTo(unknown("veo-3.1-generate-001: the length of the clip is not known"));
        assertThat(amount(official.estimate("veo-3.1-generate-001", "1080p", null, STANDARD, 100, 0, false, NOW)))
                .isEqualTo(Money.parse("3.20"));
    }

    @Test
    void missingUsageIsUnknownAndNeverZero() {
        Consumption noUsage = Consumption.ofOneImage("gpt-image-2", STANDARD, "high", SQUARE);
        Consumption noImages = gptImage2(new TokenUsage(24L, null, 0L, null, null, null));
        Consumption noWords = Consumption.ofOneImage("gemini-3.1-flash-image", STANDARD, "1K", SQUARE)
                .withUsage(new TokenUsage(null, null, 0L, null, null, 1120L));

        assertThat(official.price(noUsage, NOW))
                .isEqualTo(unknown("gpt-image-2: the provider reported no token usage"));
        assertThat(official.price(noImages, NOW))
                .isEqualTo(unknown("gpt-image-2: the number of image_out tokens is not known"));
        assertThat(official.price(noWords, NOW))
                .isEqualTo(unknown("gemini-3.1-flash-image: the number of text_in tokens is not known;"
                        + " the number of text_out tokens is not known"));
    }

    @Test
    void referencesWithoutTheirTokensAreUnknown() {
        Consumption withReferences = Consumption.ofOneImage("gemini-nano-banana-2.1", STANDARD, "1K", SQUARE)
                .withReferences(2)
                .withUsage(new TokenUsage(10L, null, null, null, 0L, 1120L));

        assertThat(official.price(withReferences, NOW))
                .isEqualTo(unknown("gemini-nano-banana-2.1: the number of image_in tokens is not known"));
    }

    @Test
    void aMissingRateIsUnknownAndNeverZero() {
        Consumption withReference = Consumption.ofOneImage("gemini-nano-banana-2.1", STANDARD, "1K", SQUARE)
                .withUsage(TokenUsage.of(10, 1120, 0, 1120));
        Consumption batched = Consumption.ofOneImage("gpt-image-2.5-flare", BATCH, "high", SQUARE)
                .withUsage(TokenUsage.of(10, 0, 0, 1000));
        Consumption words = gptImage2(TokenUsage.of(10, 0, 5, 1756));

        assertThat(official.price(withReference, NOW))
                .isEqualTo(unknown("gemini-nano-banana-2.1: no price for 1120 image_in tokens"));
        assertThat(official.price(batched, NOW)).isEqualTo(unknown("gpt-image-2.5-flare: no price in lane BATCH"));
        assertThat(official.price(words, NOW)).isEqualTo(unknown("gpt-image-2: no price for 5 text_out tokens"));
    }

    @Test
    void anUncataloguedModelIsUnknown() {
        assertThat(official.price(Consumption.ofOneImage("dall-e-3", STANDARD, "hd", SQUARE), NOW))
                .isEqualTo(unknown("dall-e-3: the model is not in the catalogue"));
    }

    @Test
    void aPriceHoldsFromItsFirstDay() {
        Consumption image = gptImage2(TokenUsage.of(0, 0, 0, 100));

        assertThat(official.price(image, Instant.parse("2026-04-20T23:59:59.999Z")))
                .isEqualTo(unknown("gpt-image-2: the book has no price for it at 2026-04-20T23:59:59.999Z"));
        assertThat(amount(official.price(image, Instant.parse("2026-04-21T00:00:00Z"))))
                .isEqualTo(new Money(3_000));
    }

    @Test
    void anEstimateCoversPromptReferencesWordsAndImage() {
        Price estimate = official.estimate("gemini-3.1-flash-image", "2K", null, STANDARD, 200, 2, false, NOW);

        // 200 x 0.5 + 2240 x 0.5 + 1000 x 3 + 1680 x 60
        assertThat(amount(estimate)).isEqualTo(new Money(105_020));
    }

    @ParameterizedTest
    @CsvSource({"gpt-image-2, 1756, 30", "gpt-image-1.5, 1056, 32", "gpt-image-1, 1056, 40"})
    void anEstimateCountsTheUnfinishedImagesThatSomebodyMayWatch(String model, int tokens, int rate) {
        Money unwatched = amount(official.estimate(model, "medium", SQUARE, STANDARD, 0, 0, false, NOW));
        Money watched = amount(official.estimate(model, "medium", SQUARE, STANDARD, 0, 0, true, NOW));
        Money bill = amount(official.price(
                Consumption.ofOneImage(model, STANDARD, "medium", SQUARE)
                        .withUsage(TokenUsage.of(0, 0, 0, tokens + 3L * 100)),
                NOW));

        assertThat(watched.micros() - unwatched.micros()).isEqualTo(3L * 100 * rate);
        assertThat(watched.micros()).isGreaterThanOrEqualTo(bill.micros());
    }

    @Test
    void nobodyWatchesAModelThatShowsNothingOnTheWay() {
        assertThat(official.estimate("gemini-3.1-flash-image", "1K", SQUARE, STANDARD, 10, 0, true, NOW))
                .isEqualTo(official.estimate("gemini-3.1-flash-image", "1K", SQUARE, STANDARD, 10, 0, false, NOW));
    }

    @Test
    void anEstimateIsNeverBelowTheBillOfTheSameAttempt() {
        Price estimate = official.estimate("gpt-image-2", "auto", SQUARE, BATCH, 24, 0, false, NOW);
        Price bill = official.price(
                new Consumption("gpt-image-2", BATCH, "high", SQUARE, 1, 0, TokenUsage.of(24, 0, 0, 7024), null), NOW);

        assertThat(amount(estimate)).isEqualTo(amount(bill)).isEqualTo(new Money(105_420));
    }

    @Test
    void anEstimateWithoutFiguresIsUnknown() {
        assertThat(official.estimate("gpt-image-2.5-sunburst", "max", SQUARE, STANDARD, 10, 0, false, NOW))
                .isEqualTo(unknown("gpt-image-2.5-sunburst: no output tokens known for gpt-image-2.5-sunburst"));
        assertThat(official.estimate("gpt-image-2", "high", null, STANDARD, 10, 0, false, NOW))
                .isEqualTo(unknown("gpt-image-2: the size is not known, and the output tokens depend on it"));
        assertThat(official.estimate("gpt-image-1-mini", "low", new PixelSize(1536, 1024), STANDARD, 10, 0, false, NOW))
                .isEqualTo(unknown("gpt-image-1-mini: no price known for tier low at size 1536x1024"));
    }

    /// Estimates without prompt and references leave the image, and the words an answer may have.
    private BigDecimal imagePartOfEstimate(String model, String tier, @Nullable PixelSize size) {
        Price estimate = official.estimate(model, tier, size, STANDARD, 0, 0, false, NOW);
        BigDecimal words = switch (model) {
            case "gemini-3.1-flash-image" -> new BigDecimal("0.003");
            case "gemini-nano-banana-2.1" -> new BigDecimal("0.015");
            case "gemini-3.1-flash-lite-image" -> new BigDecimal("0.0015");
            case "gemini-2.5-flash-image" -> new BigDecimal("0.0025");
            case "gemini-3-pro-image" -> new BigDecimal("0.048");
            case "gpt-image-1.5" -> new BigDecimal("0.010");
            default -> BigDecimal.ZERO;
        };
        return amount(estimate).dollars().subtract(words);
    }

    private static Consumption gptImage2(TokenUsage usage) {
        return Consumption.ofOneImage("gpt-image-2", STANDARD, "medium", SQUARE).withUsage(usage);
    }

    private static Price.Unknown unknown(String rest) {
        return new Price.Unknown("price book official, model " + rest);
    }

    private static Money amount(Price price) {
        return switch (price) {
            case Price.Known known -> known.amount();
            case Price.Unknown(var reason) -> throw new AssertionError(reason);
        };
    }
}
