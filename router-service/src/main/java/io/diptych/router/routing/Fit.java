package io.diptych.router.routing;

import io.diptych.events.Lane;

/// Whether a candidate can do a job at all.
sealed interface Fit {
    /// It can, by this route.
    ///
    /// @param note what is to be said about it; empty for nothing
    record Able(PlannedRoute route, String note) implements Fit {}

    /// It cannot.
    ///
    /// @param model  the model that was looked at, which may be the candidate's successor
    /// @param reason for a person
    record Unable(String model, String tier, Lane lane, String reason) implements Fit {}
}
