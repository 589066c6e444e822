package io.diptych.cost;

import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this instance of cost accounting prices.
///
/// @param priceBook     price book of the catalogue, for example `official` or `seed-000`
/// @param catalogFolder folder of an operator's own catalogue; absent for the one that is shipped
/// @param budgetsFile   budgets as YAML; absent for none
@Validated
@ConfigurationProperties("diptych.cost")
record CostProperties(
        @DefaultValue("official") @NotBlank String priceBook,
        @Nullable Path catalogFolder,
        @Nullable Path budgetsFile) {}
