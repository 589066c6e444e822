package io.diptych.cost.rollup;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long sums can still be added to after their window has ended. Longer than results live on their topic, so
/// that a result that is read late is never missing from a sum.
///
/// @param minutes of windows of a minute
/// @param hours   of windows of an hour
/// @param days    of windows of a day
@Validated
@ConfigurationProperties("diptych.cost.rollup-retention")
public record RollupRetention(
        @DefaultValue("8d") Duration minutes,
        @DefaultValue("9d") Duration hours,
        @DefaultValue("40d") Duration days) {

    public RollupRetention {
        requirePositive("minutes", minutes);
        requirePositive("hours", hours);
        requirePositive("days", days);
    }

    /// The earliest start of a window that is still added to.
    public Instant earliestStart(Window window, Instant now) {
        return switch (window) {
            case MINUTE -> window.startOf(now.minus(minutes));
            case HOUR -> window.startOf(now.minus(hours));
            case DAY -> window.startOf(now.minus(days));
        };
    }

    private static void requirePositive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "diptych.cost.rollup-retention." + field + " is " + value + ", must be more than 0");
        }
    }
}
