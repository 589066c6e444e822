package io.diptych.router.routing;

import io.diptych.events.Lane;
import org.jspecify.annotations.Nullable;

/// A candidate, and why it won or lost.
///
/// @param tier           as the rule wrote it, or the request's resolution
/// @param rank           1 for the winner; null where it could not do the job
/// @param reason         for a person
/// @param expectedMillis usual time to the result; null where the catalogue does not know it
public record Evaluation(
        String model,
        String tier,
        Lane lane,
        @Nullable Integer rank,
        String reason,
        @Nullable Long estimatedMicros,
        @Nullable Long expectedMillis) {

    /// Whether it could do the job at all.
    public boolean eligible() {
        return rank != null;
    }

    /// Whether it was chosen.
    public boolean chosen() {
        return rank != null && rank == 1;
    }
}
