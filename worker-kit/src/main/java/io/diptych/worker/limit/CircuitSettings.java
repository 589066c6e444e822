package io.diptych.worker.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When a model counts as down, per instance.
///
/// @param failurePercent share of the last calls that must have failed
/// @param window         how many calls the last ones are
/// @param minimum        calls before which nothing is decided
/// @param open           how long no call is made then
/// @param probes         calls that are made after that, to see whether it is up again
/// @param handBackAfter  how long jobs wait for a model that is down: then they are handed back, unbilled, to be routed
///                       elsewhere
/// @param longLimit      jobs wait for a provider that asks for a pause up to this long; when it asks for more they are
///                       handed back
public record CircuitSettings(
        @DefaultValue("50") @Positive @Max(100) int failurePercent,
        @DefaultValue("20") @Positive int window,
        @DefaultValue("10") @Positive int minimum,
        @DefaultValue("10s") @NotNull Duration open,
        @DefaultValue("2") @Positive int probes,
        @DefaultValue("30s") @NotNull Duration handBackAfter,
        @DefaultValue("2m") @NotNull Duration longLimit) {}
