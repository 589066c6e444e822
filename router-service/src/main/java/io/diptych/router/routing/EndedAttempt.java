package io.diptych.router.routing;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import org.jspecify.annotations.Nullable;

/// An attempt of a job that fell short.
///
/// @param failure what went wrong at the provider; null where there was an image that was not good enough
public record EndedAttempt(
        PlannedRoute route, Billing billing, @Nullable FailureCode failure) {

    /// Whether there was an image, and it was not good enough.
    boolean fellShortInQuality() {
        return billing != Billing.UNKNOWN && (failure == null || failure == FailureCode.QUALITY_REJECTED);
    }

    /// What it may have cost, as far as the price book knows.
    long plausibleMicros() {
        Long estimate = route.estimatedMicros();
        return billing == Billing.NOT_BILLED || estimate == null ? 0 : estimate;
    }
}
