package io.diptych.worker.provider;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Whether real money may be spent, and how much.
///
/// @param live     whether providers other than a simulator on this machine may be called
/// @param maxSpend most US dollars that one worker process may spend; needed for live calls
@Validated
@ConfigurationProperties("diptych")
public record LiveProperties(
        @DefaultValue("false") boolean live,
        @DefaultValue("0") @NotNull @PositiveOrZero BigDecimal maxSpend) {

    /// Whether live calls are allowed: both switches are needed.
    public boolean allowsLiveCalls() {
        return live && maxSpend.signum() > 0;
    }
}
