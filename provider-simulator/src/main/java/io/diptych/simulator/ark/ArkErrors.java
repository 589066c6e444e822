package io.diptych.simulator.ark;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;

/// Error answers as Ark writes them: its own codes, and the request's id in the message.
final class ArkErrors {

    private ArkErrors() {}

    static CallRejected invalid(String param, String message) {
        return rejected(400, "InvalidParameter", message, param, "BadRequest");
    }

    static CallRejected noKey() {
        return rejected(
                401, "AuthenticationError", "The API key in the request is missing or invalid.", "", "Unauthorized");
    }

    static CallRejected noSuchModel(String model) {
        return rejected(
                404,
                "InvalidEndpointOrModel.NotFound",
                "The model or endpoint " + model + " does not exist or you do not have access to it.",
                "",
                "NotFound");
    }

    private static CallRejected rejected(int status, String code, String message, String param, String type) {
        return new CallRejected(error(status, code, message, param, type));
    }

    static Answer.Whole error(int status, String code, String message, String param, String type) {
        var body = Json.object();
        body.putObject("error")
                .put("code", code)
                .put("message", message)
                .put("param", param)
                .put("type", type);
        return Answer.json(status, body);
    }
}
