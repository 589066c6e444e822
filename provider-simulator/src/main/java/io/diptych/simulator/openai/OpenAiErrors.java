package io.diptych.simulator.openai;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;
import org.jspecify.annotations.Nullable;

/// OpenAI's error answers.
final class OpenAiErrors {

    private static final String INVALID_REQUEST = "invalid_request_error";

    private OpenAiErrors() {}

    static Answer.Whole error(int status, String message, String type, @Nullable String param, @Nullable String code) {
        var body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return Answer.json(status, body);
    }

    static CallRejected invalid(String param, String code, String message) {
        return new CallRejected(error(400, message, INVALID_REQUEST, param, code));
    }

    static CallRejected missing(String param) {
        return invalid(param, "missing_required_parameter", "Missing required parameter: '" + param + "'.");
    }

    static CallRejected unreadable(String why) {
        return new CallRejected(error(
                400, "We could not parse the JSON body of your request. (" + why + ")", INVALID_REQUEST, null, null));
    }

    static CallRejected noKey() {
        return new CallRejected(error(
                401,
                "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer"
                        + " auth (i.e. Authorization: Bearer YOUR_KEY).",
                INVALID_REQUEST,
                null,
                null));
    }

    static CallRejected wrongKey(String shown) {
        return new CallRejected(
                error(401, "Incorrect API key provided: " + shown + ".", INVALID_REQUEST, null, "invalid_api_key"));
    }

    static CallRejected noSuchModel(String model) {
        return new CallRejected(
                error(404, "The model '" + model + "' does not exist.", INVALID_REQUEST, "model", "model_not_found"));
    }

    static Answer.Whole rateLimit(String model) {
        return error(
                        429,
                        "Rate limit reached for " + model + " on input-images per min. Please try again in 1s.",
                        "input-images",
                        null,
                        "rate_limit_exceeded")
                .with("retry-after", "1")
                .with("retry-after-ms", "1000");
    }

    static Answer.Whole serverError() {
        return error(
                500,
                "The server had an error while processing your request. Sorry about that!",
                "server_error",
                null,
                null);
    }

    static Answer.Whole refusal(String requestId) {
        return error(
                400,
                "Your request was rejected by the safety system. If you believe this is an error, contact us and include"
                        + " the request ID " + requestId + ". safety_violations=[violence].",
                "image_generation_user_error",
                null,
                "moderation_blocked");
    }

    static Answer.Whole unauthorized() {
        return error(401, "Incorrect API key provided: sk-***.", INVALID_REQUEST, null, "invalid_api_key");
    }

    static Answer.Whole forbidden(String model) {
        return error(
                403,
                "Your organization must be verified to use the model `" + model + "`.",
                INVALID_REQUEST,
                null,
                null);
    }

    static Answer.Whole shut(String model) {
        return error(
                404,
                "The model '" + model + "' has been deprecated and can no longer be used.",
                INVALID_REQUEST,
                "model",
                "model_not_found");
    }

    static Answer.Whole requestTimeout() {
        return error(408, "Request timed out.", "timeout", null, null);
    }

    static Answer.Whole conflict() {
        return error(409, "The resource is being changed by another request.", "conflict", null, null);
    }

    static Answer.Whole noCredit() {
        return error(
                        429,
                        "You exceeded your current quota, please check your plan and billing details.",
                        "insufficient_quota",
                        null,
                        "insufficient_quota")
                .with("x-should-retry", "false");
    }

    static Answer.Whole badGateway() {
        return Answer.text(
                502,
                "text/html",
                "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");
    }

    static Answer.Whole overloaded() {
        return error(
                503,
                "The engine is currently overloaded, please try again later.",
                "service_unavailable_error",
                null,
                null);
    }

    static CallRejected noSuchThing(String what, String id) {
        return new CallRejected(error(404, "No such " + what + ": " + id, INVALID_REQUEST, "id", null));
    }
}
