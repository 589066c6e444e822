package io.diptych.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// When a model lives on one endpoint. Dates are days in UTC.
///
/// @param released    first day it answers, if known
/// @param shutdown    first day it no longer answers, if announced
/// @param replacement id of the model the provider names as successor, if any
/// @param trainsOnData true when the endpoint's terms allow training on what it is sent
public record Availability(
        @Nullable LocalDate released,
        @Nullable LocalDate shutdown,
        @Nullable String replacement,
        boolean trainsOnData) {

    /// An endpoint whose terms forbid training.
    public Availability(
            @Nullable LocalDate released,
            @Nullable LocalDate shutdown,
            @Nullable String replacement) {
        this(released, shutdown, replacement, false);
    }

    public Availability {
        if (released != null && shutdown != null && !released.isBefore(shutdown)) {
            throw new IllegalArgumentException(
                    "released " + released + " and shut down " + shutdown + ", expected the release first");
        }
    }

    /// True on every day from the release up to, not including, the shutdown.
    public boolean on(LocalDate date) {
        return (released == null || !date.isBefore(released)) && (shutdown == null || date.isBefore(shutdown));
    }
}
