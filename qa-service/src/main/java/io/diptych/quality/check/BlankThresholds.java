package io.diptych.quality.check;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// When an image counts as blank: below either threshold.
///
/// @param minDeviation least standard deviation of the luminance, on its scale of 0..255
/// @param minColours   fewest distinct colours, each channel told apart in 32 steps
@Validated
@ConfigurationProperties("diptych.qa.blank")
public record BlankThresholds(
        @DefaultValue("4.0") @DecimalMin("0") double minDeviation,
        @DefaultValue("8") @Positive int minColours) {}
