package io.diptych.router.routing;

/// Whether a candidate can do a job at all.
sealed interface Fit {
    /// It can, by this route.
    record Able(PlannedRoute route, String note) implements Fit {}

    /// It cannot.
    ///
    /// @param reason for a person
    record Unable(String reason) implements Fit {}
}
