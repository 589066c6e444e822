package io.diptych.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.catalog.Catalog;
import io.diptych.router.RouterProperties.HardBudget;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Period;
import io.diptych.router.routing.Endpoints;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RouterPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new RouterProperties(
                        "dual-engine",
                        null,
                        "official",
                        Duration.ofMinutes(2),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        2,
                        Map.of()));
    }

    @Test
    void looksForModelsWhereTheyAreCalledOnceProvidersAreLive() {
        Catalog catalog = Catalog.load();
        RouterProperties told = bind(Map.of("diptych.router.endpoints.google", "vertex"));

        assertThat(RouterConfiguration.endpoints(bind(Map.of()), catalog, false))
                .isEqualTo(Endpoints.SIMULATED);
        assertThat(RouterConfiguration.endpoints(bind(Map.of()), catalog, true).byProvider())
                .containsEntry("openai", "openai")
                .containsEntry("byteplus", "byteplus")
                .containsEntry("alibaba", "alibaba")
                .containsEntry("google", "gemini-api");
        assertThat(RouterConfiguration.endpoints(told, catalog, true).byProvider())
                .containsEntry("openai", "openai")
                .containsEntry("google", "vertex");
    }

    @Test
    void mapsEveryKey() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("diptych.router.default-policy", "nano-only"),
                        Map.entry("diptych.router.policies-folder", "policies"),
                        Map.entry("diptych.router.price-book", "seed-000"),
                        Map.entry("diptych.router.health-memory", "5m"),
                        Map.entry("diptych.router.budgets.acme.limit-usd", "10.00"),
                        Map.entry("diptych.router.budgets.acme.period", "week"),
                        Map.entry("diptych.router.budgets.acme.zone", "Asia/Tokyo"),
                        Map.entry("diptych.router.budgets.globex.limit-usd", "0.000001"),
                        Map.entry("diptych.router.settings.imageEditProvider", "openai"),
                        Map.entry("diptych.router.tenants.acme", "adpicto"),
                        Map.entry("diptych.router.threads", "3"),
                        Map.entry("diptych.router.endpoints.google", "vertex"))))
                .isEqualTo(new RouterProperties(
                        "nano-only",
                        "policies",
                        "seed-000",
                        Duration.ofMinutes(5),
                        Map.of(
                                "acme",
                                new HardBudget(new BigDecimal("10.00"), Period.Unit.WEEK, ZoneId.of("Asia/Tokyo")),
                                "globex",
                                new HardBudget(new BigDecimal("0.000001"), Period.Unit.MONTH, ZoneId.of("UTC"))),
                        Map.of("imageEditProvider", "openai"),
                        Map.of("acme", "adpicto"),
                        3,
                        Map.of("google", "vertex")));
    }

    @Test
    void readsLimitsInMicroDollars() {
        RouterProperties router = bind(Map.of("diptych.router.budgets.acme.limit-usd", "10.5"));

        assertThat(router.hardBudgets())
                .containsExactly(Map.entry(
                        "acme", new Budget(10_500_000, new Period.Calendar(Period.Unit.MONTH, ZoneId.of("UTC")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.0000001", "99999999999999999999"})
    void refusesALimitThatMakesNoSense(String limit) {
        RouterProperties router = bind(Map.of("diptych.router.budgets.acme.limit-usd", limit));

        assertThatThrownBy(router::hardBudgets)
                .hasMessage("diptych.router.budgets.acme.limit-usd is " + new BigDecimal(limit)
                        + ", must be 0 or more, with at most six decimals");
    }

    @Test
    void refusesAHealthMemoryOfNothing() {
        assertThatThrownBy(() -> bind(Map.of("diptych.router.health-memory", "0s")))
                .hasRootCauseMessage("diptych.router.health-memory is PT0S, must be more than nothing");
    }

    private static RouterProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("diptych.router", RouterProperties.class);
    }
}
