package io.diptych.simulator.openai;

import io.diptych.simulator.http.Call;

/// The door: any Bearer key will do, except one that starts with `invalid`.
final class OpenAiKey {

    private static final String BEARER = "Bearer ";

    private OpenAiKey() {}

    /// Checks the caller's key.
    ///
    /// @throws io.diptych.simulator.http.CallRejected with 401 if there is no key, or a wrong one
    static void check(Call call) {
        String authorization = call.header("Authorization");
        if (authorization == null
                || !authorization.startsWith(BEARER)
                || authorization.substring(BEARER.length()).isBlank()) {
            throw OpenAiErrors.noKey();
        }
        String key = authorization.substring(BEARER.length()).strip();
        if (key.startsWith("invalid")) {
            throw OpenAiErrors.wrongKey("invalid***");
        }
    }
}
