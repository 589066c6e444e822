package io.diptych.router;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this router decides.
///
/// @param defaultPolicy  policy of requests that name none
/// @param policiesFolder folder of policy documents (`*.yaml`) that hold instead of the shipped ones; absent for those
/// @param priceBook      price book that estimates come from
@Validated
@ConfigurationProperties("diptych.router")
public record RouterProperties(
        @DefaultValue("dual-engine") @NotBlank String defaultPolicy,
        @Nullable String policiesFolder,
        @DefaultValue("official") @NotBlank String priceBook) {}
