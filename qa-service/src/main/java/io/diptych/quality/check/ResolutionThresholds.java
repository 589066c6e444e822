package io.diptych.quality.check;

import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How far an image's size may be from the route's.
///
/// @param maxSideError  largest share by which a side may be longer or shorter; 0 for exactly the size
/// @param maxRatioError largest share by which the ratio of the sides may be wider or narrower
@Validated
@ConfigurationProperties("diptych.qa.resolution")
public record ResolutionThresholds(
        @DefaultValue("0.0") @DecimalMin("0") double maxSideError,
        @DefaultValue("0.01") @DecimalMin("0") double maxRatioError) {}
