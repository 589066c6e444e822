package io.diptych.catalog;

import static io.diptych.catalog.Lane.BATCH;
import static io.diptych.catalog.Lane.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedPricesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";

    private final PriceBook seed = Catalog.load().priceBook("seed-000");

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2, STANDARD, low, 1024x1024, 0.008",
        "gpt-image-2, STANDARD, medium, 1024x1024, 0.032",
        "gpt-image-2, STANDARD, high, 1024x1024, 0.125",
        "gpt-image-2, STANDARD, medium, 1024x1536, 0.048",
        "gpt-image-2, STANDARD, high, 1536x1024, 0.187",
        "gpt-image-2, STANDARD, medium, 896x1120, 0.032",
        "gemini-3.1-flash-image, STANDARD, 1K, 1024x1024, 0.067",
        "gemini-3.1-flash-image, STANDARD, 2K, 2048x2048, 0.101",
        "gemini-3.1-flash-image, BATCH, 1K, 1024x1024, 0.034"
    })
    void hasTheArticlesFigures(String model, Lane lane, String tier, String size, String dollars) {
        assertThat(cost(1, model, lane, tier, PixelSize.parse(size))).isEqualTo(Money.parse(dollars));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2, BATCH, low, 1024x1024, no price in lane BATCH",
        "gpt-image-2, STANDARD, low, 1024x1536, no price for tier low at size 1024x1536 in lane STANDARD",
        "gpt-image-2, STANDARD, high, 2048x2048, no price for tier high at size 2048x2048 in lane STANDARD",
        "gpt-image-2, STANDARD, auto, 1024x1024, no price for tier auto in lane STANDARD",
        "gemini-3.1-flash-image, STANDARD, 4K, 4096x4096, no price for tier 4K in lane STANDARD",
        "gemini-3.1-flash-image, BATCH, 2K, 2048x2048, no price for tier 2K in lane BATCH",
        "seedream-4-0-250828, STANDARD, 1K, 1024x1024, the book has no price for it"
    })
    void whatTheArticleDoesNotPriceIsUnknown(String model, Lane lane, String tier, String size, String reason) {
        Price price = seed.price(Consumption.ofOneImage(model, lane, tier, PixelSize.parse(size)), NOW);

        assertThat(price).isEqualTo(new Price.Unknown("price book seed-000, model " + model + ": " + reason));
    }

    @Test
    void aPriceNamesItsBookAndItsArithmetic() {
        var image = Consumption.ofOneImage("gpt-image-2-2026-04-21", STANDARD, "medium", new PixelSize(1024, 1024));

        assertThat(seed.price(image, NOW))
                .isEqualTo(new Price.Known(
                        new Money(32_000),
                        "seed-000",
                        "2026-05-04",
                        "gpt-image-2: 1 x $0.032 per image (medium, STANDARD)"));
    }

    @Test
    void planAOfGptImage2OnlyCosts1930() {
        Money total = gpt(500, "low")
                .plus(gpt(100, "medium"))
                .plus(gpt(300, "medium"))
                .plus(gpt(20, "high"));

        assertThat(total).isEqualTo(Money.parse("19.30"));
    }

    @Test
    void planBOfNanoBanana2OnlyCosts4582() {
        Money total = nano(500, BATCH, "1K")
                .plus(nano(100, STANDARD, "1K"))
                .plus(nano(300, STANDARD, "1K"))
                .plus(nano(20, STANDARD, "2K"));

        assertThat(total).isEqualTo(Money.parse("45.82"));
    }

    @Test
    void theDualPlanCosts3610() {
        Money total = nano(500, BATCH, "1K")
                .plus(gpt(100, "medium"))
                .plus(nano(300, BATCH, "1K"))
                .plus(gpt(100, "medium"))
                .plus(gpt(20, "high"));

        assertThat(total).isEqualTo(Money.parse("36.10"));
    }

    @Test
    void anEstimateIsThePriceOfTheImage() {
        Price estimate = seed.estimate(GPT, "high", new PixelSize(1024, 1024), STANDARD, 30_000, 16, false, NOW);

        assertThat(estimate)
                .isInstanceOfSatisfying(
                        Price.Known.class, known -> assertThat(known.amount()).isEqualTo(Money.parse("0.125")));
    }

    private Money gpt(int images, String tier) {
        return cost(images, GPT, STANDARD, tier, new PixelSize(1024, 1024));
    }

    private Money nano(int images, Lane lane, String tier) {
        return cost(images, NANO, lane, tier, new PixelSize(1024, 1024));
    }

    /// The sum over single attempts, as the ledger forms it.
    private Money cost(int images, String model, Lane lane, String tier, PixelSize size) {
        Money sum = Money.ZERO;
        for (int i = 0; i < images; i++) {
            sum = sum.plus(
                    switch (seed.price(Consumption.ofOneImage(model, lane, tier, size), NOW)) {
                        case Price.Known known -> known.amount();
                        case Price.Unknown(var reason) -> throw new AssertionError(reason);
                    });
        }
        return sum;
    }
}
