package io.diptych.router;

import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this router decides.
///
/// @param defaultPolicy  policy of requests that name none
/// @param policiesFolder folder of policy documents (`*.yaml`) that hold instead of the shipped ones; absent for those
/// @param priceBook      price book that estimates come from
/// @param settings       what conditions read as `settings.<name>`, instead of what the documents say
/// @param tenants        policy by tenant, for requests that name none
/// @param endpoints      endpoint of the catalogue by provider, such as `google: vertex`; the simulator for others
@Validated
@ConfigurationProperties("diptych.router")
public record RouterProperties(
        @DefaultValue("dual-engine") @NotBlank String defaultPolicy,
        @Nullable String policiesFolder,
        @DefaultValue("official") @NotBlank String priceBook,
        @DefaultValue Map<String, String> settings,
        @DefaultValue Map<String, String> tenants,
        @DefaultValue Map<String, String> endpoints) {
    public RouterProperties {
        settings = Map.copyOf(settings);
        tenants = Map.copyOf(tenants);
        endpoints = Map.copyOf(endpoints);
    }
}
