package io.diptych.simulator.gemini;

import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What all Gemini endpoints do with a call: check the key, read the body, look fields up by
/// either spelling.
public final class GeminiCalls {

    private static final int MAX_BODY_BYTES = 20 * 1024 * 1024;
    private static final String BEARER = "Bearer ";

    private GeminiCalls() {}

    /// Any key will do, except one that starts with `invalid`.
    ///
    /// @throws io.diptych.simulator.http.CallRejected with 403 if there is no key, 400 if it is a
    ///         wrong one
    public static void checkKey(Call call) {
        String header = call.header("x-goog-api-key");
        String key = header == null ? call.query("key") : header;
        if (key == null || key.isBlank()) {
            throw GeminiErrors.noKey();
        }
        if (key.startsWith("invalid")) {
            throw new CallRejected(GeminiErrors.wrongKey());
        }
    }

    /// Vertex takes an access token; in express mode, where the path names no project, a key will
    /// do.
    ///
    /// @throws io.diptych.simulator.http.CallRejected with 401 if there is no token, or one that
    ///         starts with `invalid`
    public static void checkToken(Call call) {
        String authorization = call.header("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER) || authorization.startsWith("invalid", 7)) {
            throw GeminiErrors.noToken();
        }
    }

    /// The whole body.
    ///
    /// @throws io.diptych.simulator.http.CallRejected with 400 if it is no JSON object, or too
    ///         large
    public static JsonNode body(Call call) throws IOException {
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(call.body(MAX_BODY_BYTES));
        } catch (BodyTooLarge e) {
            throw GeminiErrors.invalid("Request payload size exceeds the limit: " + MAX_BODY_BYTES + " bytes.");
        } catch (JacksonException e) {
            throw GeminiErrors.invalid("Invalid JSON payload received. " + e.getOriginalMessage());
        }
        if (!body.isObject()) {
            throw GeminiErrors.invalid("Invalid JSON payload received. The body is not an object.");
        }
        return body;
    }

    /// A field under its camelCase or its snake_case name, as protobuf's JSON has it; a missing
    /// node if it is not there
    /// or null.
    public static JsonNode field(JsonNode parent, String camelCase) {
        JsonNode value = parent.path(camelCase);
        if (value.isMissingNode()) {
            value = parent.path(camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        }
        return value.isNull() ? MissingNode.getInstance() : value;
    }
}
