package io.diptych.simulator.control;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;

/// Error answers of the simulator's own endpoints.
final class ControlErrors {

    private ControlErrors() {}

    static CallRejected bad(String message) {
        return new CallRejected(Answer.json(400, Json.object().put("error", message)));
    }
}
