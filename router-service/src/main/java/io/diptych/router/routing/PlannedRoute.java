package io.diptych.router.routing;

import io.diptych.catalog.PixelSize;
import io.diptych.events.Lane;
import org.jspecify.annotations.Nullable;

/// A way in which an image can be made.
///
/// @param model           catalogue id
/// @param tier            quality or resolution, in the model's words
/// @param size            exact pixels that the provider is asked for
/// @param ruleId          rule that named it
/// @param reason          why the rule prefers it, for a person
/// @param estimatedMicros highest plausible price in micro-USD; null where the price book does not know it
public record PlannedRoute(
        String model,
        String provider,
        String tier,
        String aspectRatio,
        PixelSize size,
        Lane lane,
        String ruleId,
        String policy,
        String policyVersion,
        String reason,
        @Nullable Long estimatedMicros) {

    /// Whether both are the same model, whatever the tier.
    boolean sameModelAs(PlannedRoute other) {
        return model.equals(other.model);
    }

    /// Whether both are the same model at the same tier, whatever the lane.
    boolean sameTierAs(PlannedRoute other) {
        return sameModelAs(other) && tier.equals(other.tier);
    }

    /// Model, tier and lane, for messages.
    String label() {
        return model + " " + tier + (lane == Lane.BATCH ? " batch" : "");
    }
}
