package io.diptych.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricePeriodsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 0.10",
        "2026-02-28T23:59:59.999Z, 0.10",
        "2026-03-01T00:00:00Z, 0.08", // the first day of a price belongs to it, the last named one to the next
        "2030-01-01T00:00:00Z, 0.08"
    })
    void thePriceOfTheDayHolds(Instant at, String dollars) {
        PriceBook book = new CatalogFolder(folder).sound().load().priceBook("list");

        Price price = book.price(Consumption.ofOneImage("alpha-preview", Lane.STANDARD, "1K", null), at);

        assertThat(price)
                .isInstanceOfSatisfying(
                        Price.Known.class, known -> assertThat(known.amount()).isEqualTo(Money.parse(dollars)));
    }

    @Test
    void beforeTheFirstPriceItIsUnknown() {
        PriceBook book = new CatalogFolder(folder).sound().load().priceBook("list");

        Price price = book.price(
                Consumption.ofOneImage("alpha", Lane.STANDARD, "1K", null), Instant.parse("2025-12-31T23:59:59Z"));

        assertThat(price)
                .isEqualTo(new Price.Unknown(
                        "price book list, model alpha: the book has no price for it at 2025-12-31T23:59:59Z"));
    }

    @Test
    void aLaneGainsItsPriceWithThePeriodThatNamesIt() {
        PriceBook book = new CatalogFolder(folder).sound().load().priceBook("list");
        Consumption batched = Consumption.ofOneImage("alpha", Lane.BATCH, "1K", null);

        assertThat(book.price(batched, Instant.parse("2026-02-01T00:00:00Z")))
                .isEqualTo(new Price.Unknown("price book list, model alpha: no price in lane BATCH"));
        assertThat(book.price(batched, Instant.parse("2026-04-01T00:00:00Z"))).isInstanceOf(Price.Known.class);
    }
}
