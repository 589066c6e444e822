package io.diptych.cost.http;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How costs are told live.
///
/// @param heartbeat how long nothing may be said where there is nothing new; less than what proxies wait for
/// @param readers   most at once, per instance
@Validated
@ConfigurationProperties("diptych.cost.live")
record LiveProperties(
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("200") @Positive int readers) {
    LiveProperties {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("diptych.cost.live.heartbeat is " + heartbeat + ", must be more than 0");
        }
    }
}
