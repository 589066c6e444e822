package io.diptych.cost.alert;

import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where alerts are sent. They are always logged, and are on `cost.alerts`.
///
/// @param webhook  address that each is posted to; absent for none
/// @param secret   key of the signature; needed with a webhook
/// @param attempts how often one is tried
/// @param timeout  of one try
/// @param pause    before the second try; doubled before each that follows
@Validated
@ConfigurationProperties("diptych.cost.alerts")
public record AlertProperties(
        @Nullable URI webhook,
        @DefaultValue("") String secret,
        @DefaultValue("6") @Positive int attempts,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("1s") Duration pause) {
    public AlertProperties {
        if (webhook != null && secret.isBlank()) {
            throw new IllegalArgumentException(
                    "diptych.cost.alerts.secret is empty, must be the key that signs what is sent to the webhook");
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "AlertProperties[webhook=" + webhook + ", attempts=" + attempts + "]";
    }
}
