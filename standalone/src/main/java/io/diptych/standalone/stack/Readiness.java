package io.diptych.standalone.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Asks services whether they are ready.
final class Readiness implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    /// Waits until all are ready.
    ///
    /// @throws StackException when one is not within the time; the message says what it misses
    void await(Map<String, URI> services, Duration atMost) throws InterruptedException {
        Map<String, URI> waiting = new LinkedHashMap<>(services);
        Map<String, String> said = new LinkedHashMap<>();
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            waiting.entrySet().removeIf(service -> isReady(service.getKey(), service.getValue(), said));
            if (waiting.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new StackException("not ready after " + atMost.toSeconds() + " s: " + said);
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean isReady(String name, URI address, Map<String, String> said) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            said.put(name, answer.body());
            if (answer.statusCode() == 200) {
                said.remove(name);
                return true;
            }
        } catch (IOException e) {
            said.put(name, address + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            said.put(name, "interrupted");
        }
        return false;
    }

    @Override
    public void close() {
        http.close();
    }
}
