package io.diptych.simulator;

import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// A client that knows both providers' ways with keys.
final class Caller implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Caller(Simulator simulator) {
        this.base = simulator.baseUrl();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder openAi(String path) {
        return to(path).header("Authorization", "Bearer sk-test").header("Content-Type", "application/json");
    }

    HttpRequest.Builder gemini(String path) {
        return to(path).header("x-goog-api-key", "AIza-test").header("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(HttpRequest.Builder request) {
        return send(request.GET());
    }

    HttpResponse<String> post(HttpRequest.Builder request, String body) {
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(HttpRequest.Builder request, byte[] body) {
        return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> put(HttpRequest.Builder request, String body) {
        return send(request.PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
