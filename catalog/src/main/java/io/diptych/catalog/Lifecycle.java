package io.diptych.catalog;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// Where a model lives and until when, per live endpoint such as `openai`, `gemini-api` or `vertex`.
///
/// @param endpoints by endpoint name; a model is unknown on every endpoint not listed
public record Lifecycle(Map<String, Availability> endpoints) {

    /// The endpoint on which every catalogued model is alive on every day.
    public static final String SIMULATOR = "simulator";

    public Lifecycle {
        endpoints = Map.copyOf(endpoints);
    }

    /// True when a call on that day (UTC) would find the model. The day of the shutdown is the first without it.
    public boolean aliveOn(String endpoint, LocalDate date) {
        if (endpoint.equals(SIMULATOR)) {
            return true;
        }
        Availability there = endpoints.get(endpoint);
        return there != null && there.on(date);
    }

    /// True when the endpoint's terms allow training on what it is sent, or when nobody knows the endpoint.
    public boolean trainsOnData(String endpoint) {
        Availability there = endpoints.get(endpoint);
        return !endpoint.equals(SIMULATOR) && (there == null || there.trainsOnData());
    }

    /// The first day without the model on that endpoint, if one is announced.
    public Optional<LocalDate> shutdownOn(String endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).map(Availability::shutdown);
    }

    /// The id of the model the provider names as successor on that endpoint.
    public Optional<String> replacementOn(String endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).map(Availability::replacement);
    }
}
