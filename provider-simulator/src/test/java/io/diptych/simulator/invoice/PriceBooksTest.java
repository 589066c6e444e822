package io.diptych.simulator.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBooksTest {

    private final PriceBook official = PriceBooks.load("official");
    private final PriceBook seed = PriceBooks.load("seed-000");

    @Test
    void billsGptImage2ByTokens() {
        // 25 x $5 and 1756 x $30 per million
        assertThat(official.amountMicros(gpt("medium", "1024x1024", new Usage(25, 0, 0, 1756))))
                .hasValue(52_805);
    }

    @Test
    void billsAGeminiImageByTokens() {
        // 25 x $0.50, 1120 x $60, 8 x $3 per million: 12.5 + 67200 + 24, half up
        assertThat(official.amountMicros(gemini(Lane.STANDARD, "1K", new Usage(25, 0, 8, 1120))))
                .hasValue(67_237);
    }

    @Test
    void halvesABatchLineAndRoundsItOnce() {
        // (12.5 + 67200) / 2 = 33606.25
        assertThat(official.amountMicros(gemini(Lane.BATCH, "1K", new Usage(25, 0, 0, 1120))))
                .hasValue(33_606);
        // (13 + 67200) / 2 = 33606.5, half up
        assertThat(official.amountMicros(gemini(Lane.BATCH, "1K", new Usage(26, 0, 0, 1120))))
                .hasValue(33_607);
    }

    @Test
    void billsReferenceImages() {
        assertThat(official.amountMicros(gemini(Lane.STANDARD, "1K", new Usage(0, 2240, 0, 1120))))
                .hasValue(68_320);
    }

    @ParameterizedTest
    @CsvSource({
        "low,1024x1024,8000",
        "medium,1024x1024,32000",
        "high,1024x1024,125000",
        "medium,1536x1024,48000",
        "high,1024x1536,187000"
    })
    void theArticleBillsGptImage2ByQualityAndSize(String quality, String size, long micros) {
        assertThat(seed.amountMicros(gpt(quality, size, new Usage(25, 0, 0, 1756))))
                .hasValue(micros);
    }

    @ParameterizedTest
    @CsvSource({"STANDARD,1K,67000", "BATCH,1K,34000", "STANDARD,2K,101000", "BATCH,2K,50000"})
    void theArticleBillsNanoBananaByResolutionAndLane(Lane lane, String resolution, long micros) {
        assertThat(seed.amountMicros(gemini(lane, resolution, new Usage(25, 0, 0, 1120))))
                .hasValue(micros);
    }

    @Test
    void billsEveryImageOfACall() {
        Purchase three = new Purchase(
                "openai", "gpt-image-2", null, "req_1", Lane.STANDARD, "low", "1024x1024", 3, new Usage(5, 0, 0, 588));

        assertThat(seed.amountMicros(three)).hasValue(24_000);
    }

    @Test
    void whatHasNoPriceIsUnknownAndNeverFree() {
        Usage usage = new Usage(25, 0, 0, 1120);

        assertThat(seed.amountMicros(gpt("low", "1536x1024", usage))).isEmpty();
        assertThat(seed.amountMicros(gemini(Lane.STANDARD, "4K", usage))).isEmpty();
        assertThat(official.amountMicros(new Purchase(
                        "google", "gemini-nano-banana-2.1", null, "r", Lane.BATCH, "1K", "1024x1024", 1, usage)))
                .isEmpty();
        assertThat(official.amountMicros(
                        new Purchase("x", "unheard-of", null, "r", Lane.STANDARD, "1K", "1024x1024", 1, usage)))
                .isEmpty();
        assertThat(official.amountMicros(gpt("low", "1024x1024", new Usage(1, 0, 7, 196))))
                .isEmpty();
    }

    @Test
    void refusesABookThatDoesNotExist() {
        assertThatThrownBy(() -> PriceBooks.load("seed-001"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed-001")
                .hasMessageContaining("official");
    }

    private static Purchase gpt(String quality, String size, Usage usage) {
        return new Purchase("openai", "gpt-image-2", null, "req_1", Lane.STANDARD, quality, size, 1, usage);
    }

    private static Purchase gemini(Lane lane, String resolution, Usage usage) {
        return new Purchase("google", "gemini-3.1-flash-image", null, "r1", lane, resolution, "1024x1024", 1, usage);
    }
}
