package io.diptych.gemini;

import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Secret;
import java.net.URI;
import java.time.Duration;

/// Calls and settings that the tests share.
final class Calls {
    private Calls() {}

    static RenderCall call(String attemptId) {
        return call(attemptId, "4:5");
    }

    static RenderCall call(String attemptId, String aspectRatio) {
        return RenderCall.generate(
                attemptId,
                "gemini-3.1-flash-image",
                "A red kettle on white, seen from the front",
                "1K",
                aspectRatio,
                928,
                1152,
                null);
    }

    static GeminiProperties properties(URI baseUrl, String apiKey) {
        Duration second = Duration.ofSeconds(1);
        return new GeminiProperties(
                baseUrl,
                new Secret(apiKey),
                second.multipliedBy(60),
                second.multipliedBy(30),
                second.multipliedBy(5),
                4);
    }
}
