package io.diptych.quality;

import io.diptych.quality.verdict.Unreviewed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How this instance of quality control works.
///
/// @param instance  name of this instance, unlike that of any other that runs; a name that a
///   restart keeps lets the new
///                  process take over the transaction of the old one at once
/// @param batch     most results that are taken in and not yet judged
/// @param threads   images that are decoded at a time, per instance; 0 for one per core
/// @param profiles   file with quality profiles in place of those that come with the program; empty
///   for those
/// @param tessdata   folder with Tesseract's language data, before those of the machine and the
///   program; empty for none
/// @param unreviewed what becomes of an image that a person ought to decide on, as long as nobody
///   is there to decide
@Validated
@ConfigurationProperties("diptych.qa")
record QaProperties(
        @NotBlank String instance,
        @DefaultValue("32") @Positive int batch,
        @DefaultValue("0") @PositiveOrZero int threads,
        @DefaultValue("") String profiles,
        @DefaultValue("") String tessdata,
        @DefaultValue("DELIVER") Unreviewed unreviewed) {

    int threadsOrCores() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
