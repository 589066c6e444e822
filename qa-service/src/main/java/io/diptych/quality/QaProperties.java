package io.diptych.quality;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this instance of quality control works.
///
/// @param instance  name of this instance, unlike that of any other that runs; a name that a restart keeps lets the new
///                  process take over the transaction of the old one at once
/// @param profile   name and version of the thresholds, which verdicts carry
/// @param batch     most results of one transaction
/// @param threads   images that are decoded at a time, per instance; 0 for one per core
@Validated
@ConfigurationProperties("diptych.qa")
record QaProperties(
        @NotBlank String instance,
        @DefaultValue("default/1") @NotBlank String profile,
        @DefaultValue("32") @Positive int batch,
        @DefaultValue("0") @PositiveOrZero int threads) {

    int threadsOrCores() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
