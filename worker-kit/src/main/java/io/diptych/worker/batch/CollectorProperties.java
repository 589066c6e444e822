package io.diptych.worker.batch;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// When a collector hands batches over, and when it stops waiting for them.
///
/// @param offPeak         daily time in which batches are handed over; until then only full ones are. Absent for always
/// @param stragglerLead   how long before its deadline a job leaves the batch lane for the standard one
/// @param operationGiveUp time after which a long operation that never ended is settled as unknown
@Validated
@ConfigurationProperties("diptych.worker.collector")
public record CollectorProperties(
        @Nullable OffPeak offPeak,
        @DefaultValue("15m") @NotNull Duration stragglerLead,
        @DefaultValue("2h") @NotNull Duration operationGiveUp) {

    public CollectorProperties {
        if (stragglerLead.isNegative()) {
            throw new IllegalArgumentException(
                    "diptych.worker.collector.straggler-lead is " + stragglerLead + ", must not be negative");
        }
        if (!operationGiveUp.isPositive()) {
            throw new IllegalArgumentException(
                    "diptych.worker.collector.operation-give-up is " + operationGiveUp + ", must be more than zero");
        }
    }

    /// What holds where nothing is configured.
    public static CollectorProperties defaults() {
        return new CollectorProperties(null, Duration.ofMinutes(15), Duration.ofHours(2));
    }

    /// Whether batches that are not full may be handed over.
    boolean isOpen(Instant now) {
        return offPeak == null || offPeak.contains(now);
    }

    /// Whether a job must leave the batch lane now to be ready by its deadline.
    boolean isUrgent(@Nullable Instant deadline, Instant now) {
        return deadline != null && !now.isBefore(deadline.minus(stragglerLead));
    }

    /// A time of every day.
    ///
    /// @param from  its beginning
    /// @param until its end, on the next day where it is not after the beginning
    /// @param zone  whose clocks they are
    public record OffPeak(
            LocalTime from,
            LocalTime until,
            @DefaultValue("UTC") ZoneId zone) {
        boolean contains(Instant now) {
            LocalTime time = now.atZone(zone).toLocalTime();
            return from.isBefore(until)
                    ? !time.isBefore(from) && time.isBefore(until)
                    : !time.isBefore(from) || time.isBefore(until);
        }
    }
}
