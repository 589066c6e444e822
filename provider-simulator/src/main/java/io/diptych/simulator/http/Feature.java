package io.diptych.simulator.http;

/// A part of the simulator that answers calls: one provider's API, or the simulator's own.
public interface Feature {

    /// Adds this feature's endpoints.
    void addTo(Routes routes);
}
