package io.diptych.router.routing;

import io.diptych.catalog.TierOrder;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import org.jspecify.annotations.Nullable;

/// An attempt of a job that fell short.
///
/// @param failure what went wrong at the provider; null where there was an image that was not good enough
public record EndedAttempt(
        PlannedRoute route, Billing billing, @Nullable FailureCode failure) {

    /// Whether nobody knows if it was charged, and there is no image.
    public boolean isUnknown() {
        return billing == Billing.UNKNOWN && failure != null;
    }

    /// Whether there was an image, and it was not good enough.
    boolean fellShortInQuality() {
        return billing != Billing.UNKNOWN && (failure == null || failure == FailureCode.QUALITY_REJECTED);
    }

    /// Whether its provider failed in a way that passes by itself, and surely charged nothing.
    boolean passes() {
        return billing == Billing.NOT_BILLED
                && failure != null
                && AfterFailure.of(failure) == AfterFailure.REROUTE_OR_WAIT;
    }

    /// What speaks against a route after this attempt, or null where nothing does.
    @Nullable
    String against(PlannedRoute next) {
        if (!route.sameModelAs(next)) {
            return null;
        }
        if (fellShortInQuality()) {
            if (route.tier().equals(next.tier())) {
                return "its image was not good enough before";
            }
            return TierOrder.isHigher(next.tier(), route.tier())
                    ? null
                    : "its image was not good enough at " + route.tier() + " before";
        }
        if (failure == null
                || (AfterFailure.of(failure) == AfterFailure.REROUTE_OTHER_LANE && route.lane() != next.lane())) {
            return null;
        }
        return "its model failed with " + failure + " before";
    }

    /// What it may have cost, as far as the price book knows.
    long plausibleMicros() {
        Long estimate = route.estimatedMicros();
        return billing == Billing.NOT_BILLED || estimate == null ? 0 : estimate;
    }
}
