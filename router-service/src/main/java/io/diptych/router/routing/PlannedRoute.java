package io.diptych.router.routing;

import io.diptych.catalog.PixelSize;
import io.diptych.events.Lane;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A way in which an image can be made.
///
/// @param model           catalogue id
/// @param tier            quality or resolution, in the model's words
/// @param size            exact pixels that the provider is asked for
/// @param ruleId          rule that named it
/// @param reason          why the rule prefers it, for a person
/// @param estimatedMicros highest plausible price in micro-USD; null where the price book does not know it
/// @param substitutions   what it changes against the request, or against the route that the policy would rather take,
///                        for a person; empty where it makes exactly what is asked for
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
        @Nullable Long estimatedMicros,
        List<String> substitutions) {

    public PlannedRoute {
        substitutions = List.copyOf(substitutions);
    }

    /// A route that makes exactly what is asked for.
    public PlannedRoute(
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
        this(
                model,
                provider,
                tier,
                aspectRatio,
                size,
                lane,
                ruleId,
                policy,
                policyVersion,
                reason,
                estimatedMicros,
                List.of());
    }

    /// The same route, with another change that is to be told.
    PlannedRoute changing(String what) {
        return new PlannedRoute(
                model,
                provider,
                tier,
                aspectRatio,
                size,
                lane,
                ruleId,
                policy,
                policyVersion,
                reason,
                estimatedMicros,
                Stream.concat(substitutions.stream(), Stream.of(what)).toList());
    }

    /// Whether both are the same model, whatever the tier.
    boolean sameModelAs(PlannedRoute other) {
        return model.equals(other.model);
    }

    /// Whether both are the same model at the same tier, whatever the lane.
    boolean sameTierAs(PlannedRoute other) {
        return sameModelAs(other) && tier.equals(other.tier);
    }

    /// Model, tier and lane, for messages.
    public String label() {
        return lane == Lane.BATCH ? model + ' ' + tier + " batch" : model + ' ' + tier;
    }
}
