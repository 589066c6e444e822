package io.diptych.router;

import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Period;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this router decides.
///
/// @param defaultPolicy  policy of requests that name none
/// @param policiesFolder folder of policy documents (`*.yaml`) that hold instead of the shipped ones;
///                       absent for those
/// @param priceBook      price book that estimates come from
/// @param healthMemory   how long a circuit that is not closed is believed after a worker reported it
/// @param budgets        hard limits by tenant, for tenants of whom accounting publishes none
/// @param settings       what conditions read as `settings.<name>`, instead of what the documents say
/// @param tenants        policy by tenant, for requests that name none
/// @param threads        threads that route; each takes its share of the six partitions of requests
/// @param endpoints      endpoint of the catalogue by provider, such as `google: vertex`; for others the
/// simulator, or
///                       with `diptych.live` the provider's own, which is `gemini-api` for Google
@Validated
@ConfigurationProperties("diptych.router")
public record RouterProperties(
        @DefaultValue("dual-engine") @NotBlank String defaultPolicy,
        @Nullable String policiesFolder,
        @DefaultValue("official") @NotBlank String priceBook,
        @DefaultValue("2m") Duration healthMemory,
        @DefaultValue @Valid Map<String, HardBudget> budgets,
        @DefaultValue Map<String, String> settings,
        @DefaultValue Map<String, String> tenants,
        @DefaultValue("2") @Positive int threads,
        @DefaultValue Map<String, String> endpoints) {

    private static final int MICRO_DIGITS = 6;

    public RouterProperties {
        if (healthMemory.isNegative() || healthMemory.isZero()) {
            throw new IllegalArgumentException(
                    "diptych.router.health-memory is " + healthMemory + ", must be more than nothing");
        }
        budgets = Map.copyOf(budgets);
        settings = Map.copyOf(settings);
        tenants = Map.copyOf(tenants);
        endpoints = Map.copyOf(endpoints);
    }

    /// What a tenant may spend, and not a micro-dollar more.
    ///
    /// @param limitUsd in USD, for example `10.00`
    /// @param period   when the limit begins anew
    /// @param zone     time zone of the period
    public record HardBudget(
            @NotNull BigDecimal limitUsd,
            @DefaultValue("MONTH") Period.Unit period,
            @DefaultValue("UTC") ZoneId zone) {
        Budget budget(String tenant) {
            try {
                return new Budget(
                        limitUsd.movePointRight(MICRO_DIGITS).longValueExact(), new Period.Calendar(period, zone));
            } catch (ArithmeticException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "diptych.router.budgets." + tenant + ".limit-usd is " + limitUsd
                                + ", must be 0 or more, with at most six decimals",
                        e);
            }
        }
    }

    /// The hard limits by tenant.
    ///
    /// @throws IllegalArgumentException when one makes no sense
    Map<String, Budget> hardBudgets() {
        return budgets.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().budget(entry.getKey())));
    }
}
