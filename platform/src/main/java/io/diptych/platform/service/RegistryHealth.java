package io.diptych.platform.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the schema registry answers.
final class RegistryHealth implements HealthIndicator, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final URI registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    RegistryHealth(URI registry) {
        this.registry = registry;
    }

    @Override
    public Health health() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + "/apis/ccompat/v7/config"))
                .timeout(PATIENCE)
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == OK
                    ? Health.up().build()
                    : Missing.because("registry " + registry + " answers HTTP " + status + ", must be " + OK);
        } catch (IOException e) {
            return Missing.because("registry " + registry + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Missing.because("registry " + registry + " was not asked: interrupted");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
