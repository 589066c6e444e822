package io.diptych.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.catalog.Catalog;
import io.diptych.events.Stage;
import io.diptych.router.policy.Policies;
import io.diptych.router.routing.Endpoints;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.stack.Stack;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The article's cost tables, priced anew from its plans, the router's rules and the price book.
class PricedPlanTest {
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

    private final Catalog catalog = Catalog.load();

    @ParameterizedTest
    @CsvSource({"gpt, 920, 19.30, 0.020978", "nano, 920, 45.82, 0.049804", "dual, 1020, 36.10, 0.035392"})
    void costsWhatTheArticleSays(String plan, long images, BigDecimal usd, BigDecimal perImage) {
        PricedPlan priced = price(plan, "seed-000", Map.of(), ReworkRates.NONE);

        assertThat(priced.images()).isEqualTo(images);
        assertThat(priced.totalUsd()).isEqualByComparingTo(usd);
        assertThat(priced.perAcceptedUsd()).isEqualByComparingTo(perImage);
        assertThat(priced.stages()).zipSatisfy(Plan.named(plan).stages(), (stage, row) -> {
            assertThat(stage.images()).isEqualTo(row.article().images());
            assertThat(stage.unitUsd()).isEqualByComparingTo(row.article().unitUsd());
            assertThat(stage.costUsd()).isEqualByComparingTo(row.article().costUsd());
        });
    }

    @Test
    void theDualPlanCostsMoreThanOneEngineAndLessThanTheOtherByWhatTheArticleSays() {
        BigDecimal dual = total(price("dual", "seed-000", Map.of(), ReworkRates.NONE));

        assertThat(dual.subtract(total(price("gpt", "seed-000", Map.of(), ReworkRates.NONE))))
                .isEqualByComparingTo("16.80");
        assertThat(total(price("nano", "seed-000", Map.of(), ReworkRates.NONE)).subtract(dual))
                .isEqualByComparingTo("9.72");
    }

    /// The article names rework rates for posters and a total above 50 USD. Posters alone do not make that; a tenth of
    /// all images does.
    @Test
    void reworkTakesOnePurchaseMoreForEachThatFallsShort() {
        ReworkRates posters = new ReworkRates(Map.of("nano.POSTER", new BigDecimal("0.35")));
        ReworkRates all = new ReworkRates(Map.of("nano", new BigDecimal("0.30"), "dual", new BigDecimal("0.15")));

        PricedPlan onlyPosters = price("nano", "seed-000", Map.of(), posters);

        assertThat(onlyPosters.totalUsd()).isEqualByComparingTo("46.907692");
        assertThat(onlyPosters.images()).isEqualTo(920);
        assertThat(onlyPosters.stages().getLast().purchases()).isEqualByComparingTo("30.769231");
        assertThat(price("nano", "seed-000", Map.of(), all).totalUsd()).isEqualByComparingTo("65.457143");
        assertThat(price("dual", "seed-000", Map.of(), all).totalUsd()).isEqualByComparingTo("42.470588");
    }

    @Test
    void aRecordedProjectHasItsOwnCounts() {
        PricedPlan priced = price("dual", "seed-000", Map.of(Stage.POSTER, 4L, Stage.SCENE, 10L), ReworkRates.NONE);

        assertThat(priced.images()).isEqualTo(14);
        assertThat(priced.totalUsd()).isEqualByComparingTo("0.82");
    }

    @Test
    void aPriceThatIsUnknownMakesNoTotal() {
        PricedPlan priced = PricedPlan.of(
                Plan.named("dual"),
                Sku.first(5),
                Map.of(),
                router("official"),
                catalog.priceBook("seed-000"),
                ReworkRates.NONE,
                Instant.parse("2026-05-03T12:00:00Z"));

        assertThat(priced.totalUsd()).isNull();
        assertThat(priced.perAcceptedUsd()).isNull();
    }

    @Test
    void officialPricesMakePostersDearerAndDraftsCheaper() {
        PricedPlan official = price("gpt", "official", Map.of(), ReworkRates.NONE);

        assertThat(official.totalUsd()).isBetween(new BigDecimal("28.3"), new BigDecimal("28.6"));
    }

    @Test
    void refusesARateThatNeverEnds() {
        assertThatThrownBy(() -> new ReworkRates(Map.of("nano", BigDecimal.ONE)))
                .hasMessage("rework of 'nano' is 1, must be from 0 to below 1, such as 0.15");
    }

    private PricedPlan price(String plan, String book, Map<Stage, Long> images, ReworkRates rework) {
        return PricedPlan.of(
                Plan.named(plan), Sku.first(100), images, router(book), catalog.priceBook(book), rework, AT);
    }

    private OfflineRouter router(String book) {
        return new OfflineRouter(
                catalog,
                Policies.shipped(catalog, "dual-engine", Map.of()),
                Set.copyOf(Stack.MODELS),
                book,
                new Endpoints(Map.of("openai", "openai", "google", "vertex")));
    }

    private static BigDecimal total(PricedPlan plan) {
        return Objects.requireNonNull(plan.totalUsd());
    }
}
