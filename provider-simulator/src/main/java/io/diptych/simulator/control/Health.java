package io.diptych.simulator.control;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.Workshop;

/// `GET /simulator/health`: that the simulator is up, and how it was started.
public final class Health implements Feature {

    private final Workshop workshop;

    public Health(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/simulator/health", this::get);
    }

    private Answer get(Call call) {
        return Answer.json(
                200,
                Json.object()
                        .put("status", "up")
                        .put("priceBook", workshop.invoice().priceBook())
                        .put("speed", workshop.pace().speed())
                        .put("seed", workshop.dice().seed()));
    }
}
