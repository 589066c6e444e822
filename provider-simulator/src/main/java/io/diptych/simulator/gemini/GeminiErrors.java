package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Gemini's error answers: `google.rpc.Status` in JSON.
public final class GeminiErrors {

    private GeminiErrors() {}

    static Answer.Whole error(int code, String status, String message) {
        return Answer.json(code, body(code, status, message));
    }

    private static ObjectNode body(int code, String status, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message).put("status", status);
        return body;
    }

    /// A field of the call is wrong.
    public static CallRejected invalid(String message) {
        return new CallRejected(error(400, "INVALID_ARGUMENT", message));
    }

    static CallRejected unknownField(String name, String parent) {
        return invalid(
                "Invalid JSON payload received. Unknown name \"" + name + "\" at '" + parent + "': Cannot find field.");
    }

    static CallRejected noToken() {
        return new CallRejected(error(
                401,
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid"
                        + " authentication credential."));
    }

    static CallRejected noKey() {
        return new CallRejected(error(
                403,
                "PERMISSION_DENIED",
                "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                        + " other form of API consumer identity to call this API."));
    }

    /// The key is not valid: 400 with the reason in its details.
    static Answer.Whole wrongKey() {
        ObjectNode body = body(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.");
        ((ObjectNode) body.required("error"))
                .putArray("details")
                .addObject()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", "API_KEY_INVALID")
                .put("domain", "googleapis.com")
                .putObject("metadata")
                .put("service", "generativelanguage.googleapis.com");
        return Answer.json(400, body);
    }

    /// There is no such thing.
    public static CallRejected notFound(String message) {
        return new CallRejected(error(404, "NOT_FOUND", message));
    }

    /// The endpoint serves no such model.
    public static CallRejected noSuchModel(String model, String version, String method) {
        return notFound("models/" + model + " is not found for API version " + version
                + ", or is not supported for " + method
                + ". Call ListModels to see the list of available models and their supported methods.");
    }

    /// Too many calls; says how long to wait.
    public static Answer.Whole rateLimit(String model) {
        ObjectNode body = body(
                429,
                "RESOURCE_EXHAUSTED",
                "You exceeded your current quota, please check your plan and billing details. Please retry in 1s.");
        ArrayNode details = ((ObjectNode) body.required("error")).putArray("details");
        ObjectNode violation = details.addObject()
                .put("@type", "type.googleapis.com/google.rpc.QuotaFailure")
                .putArray("violations")
                .addObject();
        violation
                .put("quotaMetric", "generativelanguage.googleapis.com/generate_requests_per_model")
                .put("quotaId", "GenerateRequestsPerMinutePerProjectPerModel")
                .put("quotaValue", "20");
        violation.putObject("quotaDimensions").put("location", "global").put("model", model);
        details.addObject()
                .put("@type", "type.googleapis.com/google.rpc.Help")
                .putArray("links")
                .addObject()
                .put("description", "Learn more about Gemini API quotas")
                .put("url", "https://ai.google.dev/gemini-api/docs/rate-limits");
        details.addObject()
                .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .put("retryDelay", "1s");
        return Answer.json(429, body);
    }

    /// No capacity.
    public static Answer.Whole overloaded() {
        return error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }
}
