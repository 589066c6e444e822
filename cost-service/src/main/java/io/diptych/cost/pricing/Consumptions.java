package io.diptych.cost.pricing;

import io.diptych.catalog.Consumption;
import io.diptych.catalog.Lane;
import io.diptych.catalog.PixelSize;
import io.diptych.catalog.TokenUsage;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.Route;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Tells the catalogue what a result took from its provider.
final class Consumptions {
    private Consumptions() {}

    /// @throws IllegalArgumentException when the reported usage contradicts itself
    static Consumption of(GenerationResult result) {
        GenerationJob job = result.getJob();
        Route route = job.getRoute();
        return new Consumption(
                route.getModel(),
                lane(route),
                route.getTier(),
                size(route),
                1,
                job.getRequest().getReferences().size(),
                usage(result.getUsage()),
                length(job.getRequest().getOutput().getSeconds()));
    }

    static Consumption withoutUsage(Consumption consumption) {
        return new Consumption(
                consumption.model(),
                consumption.lane(),
                consumption.tier(),
                consumption.size(),
                consumption.images(),
                consumption.references(),
                null,
                consumption.length());
    }

    static Consumption onLane(Consumption consumption, Lane lane) {
        return new Consumption(
                consumption.model(),
                lane,
                consumption.tier(),
                consumption.size(),
                consumption.images(),
                consumption.references(),
                consumption.usage(),
                consumption.length());
    }

    /// Length that was asked for: providers charge for it, and report no other.
    private static @Nullable Duration length(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    static Lane lane(Route route) {
        return switch (route.getLane()) {
            case BATCH -> Lane.BATCH;
            case INTERACTIVE, BULK -> Lane.STANDARD;
        };
    }

    /// Null where the route names no size that an image can have.
    static @Nullable PixelSize size(Route route) {
        return route.getWidth() < 1 || route.getHeight() < 1
                ? null
                : new PixelSize(route.getWidth(), route.getHeight());
    }

    private static @Nullable TokenUsage usage(io.diptych.events.@Nullable TokenUsage usage) {
        return usage == null
                ? null
                : new TokenUsage(
                        usage.getTextIn(),
                        usage.getTextInCached(),
                        usage.getImageIn(),
                        usage.getImageInCached(),
                        usage.getTextOut(),
                        usage.getImageOut());
    }
}
