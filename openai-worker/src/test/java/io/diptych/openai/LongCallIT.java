package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diptych.events.Mode;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An image takes up to two minutes, in which nothing comes.
class LongCallIT {
    /// Longer than OkHttp waits for a byte unless it is told to.
    private static final Duration LONG = Duration.ofSeconds(11);

    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        provider.createContext("/v1/images/generations", LongCallIT::answerLate);
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void waitsForAnImageThatTakesLong() {
        OpenAiProperties properties = Settings.of(
                URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/v1"), "simulated");
        try (OpenAiConnection connection = new OpenAiConnection(properties)) {
            OpenAiImages images = new OpenAiImages(connection, properties, InstantSource.system());

            ProviderOutcome outcome = images.render(Inputs.call("r1#0.1", Mode.GENERATE, PreviewSink.NONE));

            assertThat(outcome).isInstanceOf(Rendered.class);
        }
    }

    private static void answerLate(HttpExchange exchange) throws IOException {
        byte[] answer =
                "{\"created\":1795000000,\"data\":[{\"b64_json\":\"aW1hZ2U=\"}]}".getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            byte[] _ = exchange.getRequestBody().readAllBytes();
            Thread.sleep(LONG);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
